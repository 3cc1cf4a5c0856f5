"""Fingerprints: by what a bank line is known when a file comes again."""

from __future__ import annotations

import hashlib
from collections import Counter

from agent.forms.words import fold
from agent.model.payment import BankLine, Statement


def fingerprints(statement: Statement) -> tuple[str, ...]:
    """Give one fingerprint a line, in the order of the lines.

    The same file twice, or two exports that overlap by whole or begun days, give
    the same fingerprints. Lines that are equal in everything are told apart by a
    number that counts within their booking date, so it does not depend on what
    else the file holds, nor on the order of its lines.
    """
    seen: Counter[str] = Counter()
    given = []
    for line in statement.lines:
        identity = _identity(statement.account, line)
        seen[identity] += 1
        given.append(_digest(f"{identity}\n{seen[identity]}"))
    return tuple(given)


def _identity(account: str, line: BankLine) -> str:
    reference = line.bank_reference or line.end_to_end_id
    told_by = reference or f"{line.value_on}\n{_text(line)}"
    return "\n".join(
        (
            account,
            line.booked_on.isoformat(),
            f"{'+' if line.is_credit else '-'}{line.amount}",
            line.status,
            "by reference" if reference else "by text",
            told_by,
        )
    )


def _text(line: BankLine) -> str:
    """Make texts equal that banks wrap or space differently in each export.

    A name that was only taken out of the text adds nothing: better reading of
    names must not make an old line new.
    """
    name, text = fold(line.counterparty), fold(line.remittance)
    return text if name in text else f"{name} {text}"


def _digest(identity: str) -> str:
    return hashlib.sha256(identity.encode()).hexdigest()
