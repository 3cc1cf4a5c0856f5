"""What enhanced status codes mean for us: data.

Source: the registry of RFC 5248 (RFC 3463, 3886, 4468, 4954, 5321, 6531, 7293,
7372, 7505); Microsoft, "NDR error codes in Exchange Online", for detail codes
of three digits, which the registry does not know.
"""

from __future__ import annotations

from agent.model.message import FailureReason

# Codes without their class; with it where the class changes the meaning.
BY_DETAIL: dict[str, FailureReason] = {
    "1.0": "user_unknown",
    "1.1": "user_unknown",
    "1.2": "host_unknown",
    "1.3": "user_unknown",
    "1.4": "user_unknown",
    "1.6": "moved",
    "1.7": "policy",
    "1.8": "policy",
    "1.9": "system",
    "1.10": "user_unknown",
    "1.90": "rate",
    "2.1": "suspended",
    "2.2": "mailbox_full",
    "2.3": "too_big",
    "2.121": "rate",
    "2.122": "rate",
    "3.0": "system",
    "3.1": "system",
    "3.2": "not_accept",
    "4.3.2": "system",
    "3.3": "system",
    "3.4": "too_big",
    "3.5": "system",
    "4.0": "network",
    "4.1": "network",
    "4.2": "network",
    "4.3": "network",
    "4.4": "host_unknown",
    "4.5": "rate",
    "4.6": "network",
    "4.7": "expired",
    "4.300": "expired",
    "4.310": "host_unknown",
    "4.312": "network",
    "4.316": "expired",
    "4.317": "network",
    "4.318": "network",
    "5.3": "rate",
    "7.13": "suspended",
    "7.14": "policy",
    "7.17": "moved",
    "7.18": "moved",
    "7.19": "moved",
    "7.28": "rate",
    "7.705": "rate",
}
BY_SUBJECT: dict[str, FailureReason] = {
    "1": "user_unknown",
    "3": "system",
    "4": "network",
    "6": "policy",
    "7": "policy",
}
# Codes that servers use for whatever comes: the words beside them say more.
VAGUE = (
    r"\d\.0|1\.9|1\.10|2\.[14]|4\.[1-4]|5\.[1-9]|6\.\d{1,3}"
    r"|7\.(?:[0-9]|1[0-2]|15|16)|\d\.\d{3}"
)
# Three digits that say as much as the registry's.
CLEAR = frozenset(("2.121", "2.122", "4.310", "4.312", "4.316", "4.317", "4.318"))
