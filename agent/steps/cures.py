"""Cures: what to do about a fault, known by the words that tell it."""

from __future__ import annotations

_CURES = (
    (
        "user or password",
        "check both; many providers want an app password made in their web settings",
    ),
    (
        "no login by user",
        "this provider wants another way to log in, which Sollecito does not know",
    ),
    ("it refuses us with HTTP", "check url, model and key in [reader]"),
    ("it sends us elsewhere", "write the address it has now into [reader] url"),
    ("form asked for", "choose a model that keeps to a JSON schema, or drop [reader]"),
    ("ca_file ", "name the file of your server's authority, or leave ca_file out"),
    (
        "certificate",
        "host must be a name in the certificate; ca_file names your own authority",
    ),
    ("cannot be looked into", "make the folder named, readable and writable"),
    ("cannot be read", "put the file there, for the program alone to read"),
    ("is empty", "write the password there, in the first line"),
    ("gave no password", "try the command by hand"),
    ("quota", "make room in the mailbox"),
    (
        "takes no more for now",
        "write fewer into [smtp] per_minute; then `sollecito resume`",
    ),
    (
        "found it too large",
        "smaller copies of invoices, or a higher limit; then `sollecito resume`",
    ),
    (
        "did not leave: our mail server",
        "ask your provider what this mailbox may send; then `sollecito resume`",
    ),
    (
        "came back:",
        "have SPF, DKIM, DMARC and block lists checked; then `sollecito resume`",
    ),
    ("unexpected fault", "run it again with --debug, and tell us"),
)
_USUAL = "check host and port, and this machine's network; then run this again"


def cure_of(fault: str) -> str:
    """Say what to do about a fault."""
    return next((cure for words, cure in _CURES if words in fault), _USUAL)
