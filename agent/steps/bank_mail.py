"""Bank mail: statements that come attached, taken in where the sender is proven."""

from __future__ import annotations

from pathlib import PurePath

from agent.errors import TryLater
from agent.ledger import blobs, messages, quarantine
from agent.ledger.book import Tx
from agent.ledger.messages import Stored
from agent.mail.authentic import authentic
from agent.mail.parse import parse
from agent.model.message import Attachment, Parts
from agent.steps import answers, claims
from agent.steps.desk import Desk
from agent.steps.each import each, picture, transaction
from agent.steps.intake import take_file

KIND = "bank"
UNPROVEN = "bank_mail"  # its kind in quarantine: no letter waits for a forger
_SUFFIXES = (
    *(".xml", ".csv", ".tsv", ".xlsx", ".xls", ".ods", ".txt", ".rh", ".cbi"),
    *(".sta", ".mta", ".mt940", ".mt942", ".940", ".942", ".ofx", ".qfx"),
)
# What the name does not say, as banks' programs send it.
_TYPES = (
    "text/xml",
    "application/xml",
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
_PROVEN_DAYS, _UNPROVEN_DAYS = 5, 1  # working days for which a mail's word may hold


def is_of_bank(desk: Desk, sender: str) -> bool:
    """Tell a sender whose attachments are configured to be statements."""
    return sender in desk.intake.bank_senders


def take_files(desk: Desk, stored: Stored) -> None:
    """Take in the statements of a bank's mail, before it counts as read.

    Each file is harmless the second time: after a crash they come again. A mail
    whose sender is not proven is a question to a person, and books nothing.

    Raises:
        TryLater: The ledger cannot be written now.
    """
    with picture(desk) as tx:
        parts = parse(blobs.get(tx, stored.sha256))
    files = files_of(parts)
    doubt = _doubt(desk, stored, parts)
    if not files or not doubt:
        take_attached(desk, files)
        return
    names = ", ".join(file.name or file.kind for file in files)
    with transaction(desk) as tx:
        quarantine.set_aside(tx, UNPROVEN, names, stored.sha256, doubt)


def files_of(parts: Parts) -> tuple[Attachment, ...]:
    """Give the files of a mail that may be statements."""
    return tuple(file for file in parts.attachments if _is_statement(file))


def take_attached(desk: Desk, files: tuple[Attachment, ...]) -> tuple[str, ...]:
    """Take in attached statements, each by itself; give what stands in the way.

    Raises:
        TryLater: The ledger cannot be written now.
    """
    problems: list[str] = []

    def one(file: Attachment) -> None:
        name = PurePath(file.name.replace("\\", "/")).name or "statement"
        taken = take_file(desk, name, file.data, only="statement")
        problems.extend(taken.problems)

    for fault in each(desk, files, one, lambda file: file.name):
        if fault.is_for_later:
            raise TryLater(fault.error)
        problems.append(fault.error)
    return tuple(problems)


def tell(desk: Desk, tx: Tx, stored: Stored, parts: Parts) -> None:
    """Take a bank's mail for what it is: a claim about the customer it names."""
    messages.finish(tx, stored.id, kind=KIND, because="a bank's program wrote it")
    is_proven = not _doubt(desk, stored, parts)
    days = _PROVEN_DAYS if is_proven else _UNPROVEN_DAYS
    for customer_id in answers.named_in(tx, parts):
        because = "a mail of the bank may tell of his money"
        claims.hold(desk, tx, stored, customer_id, because, days)


def _doubt(desk: Desk, stored: Stored, parts: Parts) -> str:
    """Say why a mail of a bank is not believed; empty = it is.

    An address alone proves nothing: anybody can write it.
    """
    trusted = desk.intake.trusted.get(stored.mailbox, frozenset())
    if not stored.is_whole:
        return "a mail of the bank is too big to be read; import its files by hand"
    if authentic(parts, trusted).vouches_for(parts.sender):
        return ""
    if not trusted:
        return (
            "a mail in the bank's name brings a statement, but trusted_authserv_ids of "
            f"[mailbox.{stored.mailbox}] is empty, so nobody proves who sent it; look at "
            "it, then retry with --despite-doubts, or drop it"
        )
    return (
        "a mail in the bank's name brings a statement, but our mail server did not "
        "prove who sent it; look at it, then retry with --despite-doubts, or drop it"
    )


def _is_statement(file: Attachment) -> bool:
    name = file.name.lower()
    return name.endswith(_SUFFIXES) or (not name and file.kind in _TYPES)
