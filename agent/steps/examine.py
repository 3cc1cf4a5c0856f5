"""Examine: say what mails and files are and hold, touching nothing.

The form of the answers is described in docs/read.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import assert_never

from agent.bank.notices.senders import SHIPPED
from agent.errors import SollecitoError, Unreadable, describe
from agent.invoices.document import Documents
from agent.mail.headers import first_field
from agent.mail.kind import kind
from agent.mail.parse import parse
from agent.mail.thread import marks
from agent.model.exchange import ExchangeNotice
from agent.model.invoice import Invoice, Party
from agent.model.message import (
    AutoReply,
    Bounce,
    Bulk,
    Complaint,
    Delay,
    Failure,
    Human,
    MessageKind,
    Parts,
    Receipt,
    SdiReceipt,
)
from agent.model.payment import BankLine, Statement
from agent.model.reply import Reading
from agent.replies.understand import understand
from agent.steps.contents import Apart
from agent.steps.examine_orders import is_order
from agent.steps.notices import Heard, Trust, hear, is_unprompted
from agent.steps.readers import Readers

Row = dict[str, object]
_HEADER_LINE = re.compile(rb"[!-9;-~]{1,80}:[^\n]*\n")
_MAIL_HEADERS = re.compile(
    rb"^(?:from|to|subject|date|received|message-id|return-path|delivered-to|"
    rb"mime-version):",
    re.I | re.M,
)
_MOST_HEADER_BYTES = 65_536
_NO_DAY = date(2000, 1, 1)
_LARGEST_FILE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Firm:
    """Who reads: all that a mail's meaning depends on; empty = not known."""

    addresses: frozenset[str] = frozenset()
    message_id_domain: str = ""
    trust: Trust = field(default_factory=Trust)
    numbers: frozenset[str] = field(default_factory=frozenset)


def stranger(apart: Apart) -> Firm:
    """Give who reads where no configuration says more."""
    return Firm(trust=Trust(services=SHIPPED, apart=apart))


def walk(paths: tuple[Path, ...]) -> Iterator[tuple[Path, str]]:
    """Name every file to examine: folders in sorted order, with relative names."""
    for path in paths:
        if path.is_dir():
            for found in sorted(each for each in path.rglob("*") if each.is_file()):
                yield found, found.relative_to(path).as_posix()
        else:
            yield path, path.name


def examine_path(path: Path, name: str, readers: Readers, firm: Firm) -> Row:
    """Examine a file; whatever goes wrong is an answer."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            most = f"{name}: larger than {_LARGEST_FILE // 2**20} MB"
            return _unreadable(name, most)
        return {"path": name} | examine(path.read_bytes(), name, readers, firm)
    except OSError as error:
        return _unreadable(name, f"{name}: cannot be read: {error.strerror}")
    except SollecitoError as error:
        return _unreadable(name, str(error))
    except Exception as error:  # noqa: BLE001 - a file without an answer is a lost file
        return _unreadable(name, f"{name}: {describe(error)}")


def _unreadable(name: str, error: str) -> Row:
    return {"path": name, "kind": "unreadable", "because": error, "error": error}


def examine(data: bytes, name: str, readers: Readers, firm: Firm) -> Row:
    """Say what bytes are, and what they hold.

    Raises:
        Unreadable: None of what we read.
    """
    if is_mail(data):
        return _mail(parse(data), firm, readers)
    found = readers.look(data, name).read()
    match found.kind:
        case "statement":
            return _statements(found.statements)
        case "invoice":
            return _documents(found.documents)
        case "sdi_receipt":
            assert found.notice
            return _exchange(found.notice)
        case "copy":
            raise Unreadable(f"{name}: a PDF without an invoice as data inside")
        case "proforma":
            return {"kind": "other", "because": "a pro-forma in words, without data"}
        case _:
            rows = len(found.customers.rows)
            return {"kind": "other", "because": f"a list of {rows} customers"}


def is_mail(data: bytes) -> bool:
    """Tell by the header lines whether bytes are a mail (RFC 5322 § 2.2)."""
    start = first_field(data)
    head = data[start : start + _MOST_HEADER_BYTES].replace(b"\r\n", b"\n")
    if not _HEADER_LINE.match(head):
        return False
    return bool(_MAIL_HEADERS.search(head.partition(b"\n\n")[0]))


def _mail(parts: Parts, firm: Firm, readers: Readers) -> Row:
    what = kind(parts)
    word, fields = _told(what)
    row: Row = {"kind": word, "because": what.because} | fields
    if not isinstance(what, Human | AutoReply | Bulk):
        return row
    letter = _letter(parts, firm)
    order = is_order(parts, letter, firm.addresses, firm.numbers)
    if order is not None and isinstance(what, Human):
        return order
    heard = None if letter else _heard(parts, firm)
    if heard is not None and heard.word:
        return _money(heard)
    if heard is not None and not isinstance(what, AutoReply):
        return {"kind": "other", "because": heard.because}
    if isinstance(what, Human | AutoReply):
        reading = _read(parts, firm, letter, readers)
        if isinstance(what, AutoReply) or letter or reading.about_money:
            row["kind"] = "auto_reply" if isinstance(what, AutoReply) else "reply"
            row["reply"] = _reply(reading, letter, what)
    return row


def _heard(parts: Parts, firm: Firm) -> Heard | None:
    """Read what speaks of money unprompted: whatever goes on in a thread is a reply."""
    return hear(parts, firm.trust) if is_unprompted(parts) else None


def _money(heard: Heard) -> Row:
    money = heard.money
    return {
        "kind": heard.word,
        "because": heard.because,
        "payment": {
            "amount": None if money.amount is None else f"{money.amount:.2f}",
            "currency": money.currency or None,
            "date": money.on and money.on.isoformat(),
            "payer": money.payer or None,
            "remittance": money.remittance or None,
            "references": list(heard.references),
        },
        "authentic": heard.is_authentic,
        "counts_as": heard.counts_as,
    }


def _told(what: MessageKind) -> tuple[str, Row]:
    """Give the word for a kind, and the fields that go with it."""
    match what:
        case Bounce(failure=failure):
            return "bounce", _failure(failure)
        case Delay(failure=failure):
            return "delay", _failure(failure)
        case Receipt():
            return what.what, {
                "recipients": list(what.recipients),
                "original_message_id": what.original_message_id or None,
                "reason": what.reason,
            }
        case Complaint(recipients=recipients):
            return "complaint", {"recipients": list(recipients)}
        case AutoReply():
            return "auto_reply", {}
        case SdiReceipt() | Bulk() | Human():
            return "other", {}
        case _:
            assert_never(what)


def _failure(failure: Failure) -> Row:
    return {
        "recipients": list(failure.recipients),
        "permanent": failure.is_permanent,
        "reason": failure.reason,
        "status": failure.status or None,
        "original_message_id": failure.original_message_id or None,
    }


def _letter(parts: Parts, firm: Firm) -> str:
    """Give the id of the letter of ours that a mail answers; empty if it is none."""
    if firm.message_id_domain:
        suffix = f"@{firm.message_id_domain}"
        for referred in (*parts.in_reply_to, *reversed(parts.references)):
            if referred.lower().endswith(suffix):
                return referred[: -len(suffix)]
    found = marks(parts, firm.message_id_domain, firm.addresses)
    return found.tokens[0].token if found.tokens else ""


def _read(parts: Parts, firm: Firm, letter: str, readers: Readers) -> Reading:
    day = parts.sent_at.date() if parts.sent_at else _NO_DAY
    reading = understand(
        parts,
        day,
        open_numbers=firm.numbers,
        answers_us=bool(letter),
        model=readers.model(),
        words_of=readers.words_of,
    )
    if parts.sent_at is None:  # days have no anchor, and "now" is never one
        return replace(reading, promise=None, paid_on=None, return_on=None)
    return reading


def _reply(reading: Reading, letter: str, what: MessageKind) -> Row:
    told = what.return_on if isinstance(what, AutoReply) else None
    return_on = told or reading.return_on
    promise = reading.promise
    return {
        "text": reading.text,
        "language": reading.language,
        "intents": list(reading.intents),
        "promise": promise
        and {"from": promise.since.isoformat(), "to": promise.until.isoformat()},
        "paid_on": reading.paid_on and reading.paid_on.isoformat(),
        "amount": reading.amount or None,
        "payment_reference": reading.payment_reference or None,
        "invoice_references": list(reading.invoice_references),
        "new_contact": reading.new_contact or None,
        "return_date": return_on and return_on.isoformat(),
        "substitute": reading.substitute or None,
        "letter": letter or None,
        "needs_person": reading.needs_person,
    }


def _statements(statements: tuple[Statement, ...]) -> Row:
    doubts = [doubt for each in statements for doubt in each.doubts]
    return {
        "kind": "statement",
        "because": "; ".join(doubts) or "a bank statement",
        "needs_review": bool(doubts),
        "transactions": [_line(line) for each in statements for line in each.lines],
    }


def _line(line: BankLine) -> Row:
    return {
        "amount": str(line.amount.decimal),
        "direction": "credit" if line.is_credit else "debit",
        "currency": line.amount.currency,
        "booking_date": line.booked_on.isoformat(),
        "value_date": line.value_on.isoformat() if line.value_on else None,
        "counterparty": line.counterparty or None,
        "iban": line.iban or None,
        "end_to_end_id": line.end_to_end_id or None,
        "remittance": line.remittance or None,
        "status": line.status,
    }


def _documents(documents: Documents) -> Row:
    said = "; ".join((*documents.problems, *documents.notes))
    found = [_invoice(each) for each in documents.invoices]
    return {"kind": "invoice", "because": said or "an invoice file", "invoices": found}


def _exchange(notice: ExchangeNotice) -> Row:
    return {
        "kind": "sdi_receipt",
        "because": f"the exchange system says so in its {notice.type}",
        "receipt_type": notice.type,
        "sdi_id": notice.sdi_id or None,
        "file_name": notice.file_name or None,
    }


def _invoice(invoice: Invoice) -> Row:
    due, total, asked = invoice.amount_stated, invoice.total, invoice.amount_due
    if invoice.kind == "credit_note":  # here its type says it, in the ledger a minus
        due, total, asked = -due, -total, -asked
    return {
        "number": invoice.number,
        "issue_date": invoice.issued_on.isoformat(),
        "type": invoice.kind,
        "due_dates": [
            item.due_on.isoformat() for item in invoice.instalments if item.due_on
        ],
        "amount_due": str(due.decimal),
        "amount_asked": str(asked.decimal),
        "amount_total": str(total.decimal),
        "currency": total.currency,
        "seller": _party(invoice.seller),
        "buyer": _party(invoice.buyer),
        "ibans": list(invoice.ibans),
        "remarks": list(invoice.remarks),
    }


def _party(party: Party) -> Row:
    return {"name": party.name or None, "vat_id": party.vat_id or None}
