"""Mailed invoices: those we sent by mail, or that one of us passed on to our mailbox.

Nobody else's mail makes an invoice. What lies in Sent is ours; elsewhere our own
server must have proven the sender, or a person is asked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import PurePath

from agent.errors import TryLater, Unreadable
from agent.invoices.formats.pdf import is_pdf
from agent.invoices.signed import opened
from agent.ledger import blobs, customers, messages, quarantine, twins, writers
from agent.ledger.book import Tx
from agent.ledger.messages import Stored
from agent.mail.authentic import authentic
from agent.mail.parse import parse
from agent.mail.thread import token_of_id
from agent.matching.names import legal_form, payer_key
from agent.model.invoice import Invoice
from agent.model.message import Attachment, Parts
from agent.steps import colleagues, layouts, mailed_copies
from agent.steps.asked import Asked
from agent.steps.desk import Desk
from agent.steps.each import each, picture, transaction
from agent.steps.import_invoices import is_same_vat
from agent.steps.intake import take_file

KIND = "invoices"  # of a mail that is read alone, for the files it brings
UNPROVEN = "invoice_mail"  # its kind in quarantine: no letter waits for a forger
_DATA = (".xml", ".p7m")
_TYPES = ("text/xml", "application/xml", "application/pkcs7-mime")
_MAIL = "message/rfc822"
_ENVELOPES = ("smime.p7m", "smime.p7s")  # mails signed as a whole, not files
# A PDF's attachment is a stream, which stands in the open also where all else is packed.
_INSIDE = (b"EmbeddedFile", b"text#2Fxml", b"text#2fxml")
_MOST_FILES, _MOST_MAILS = 30, 5
_BEARERS = ("multipart/mixed", "multipart/signed", "application/", "text/xml")
_CURE = "look at it, then retry with --despite-doubts, or drop it"
_PASSED_ON = "one of us passed it on from a customer; {}"
_WITHIN = "it lies in a mail that one of us passed on whole; {}"
_UNKNOWN = "a mail in our name brings an invoice, but our mail server did not prove {}"
_UNTOLD = (
    "a mail in our name brings an invoice, but trusted_authserv_ids of [mailbox.{}] is "
    "empty, so nobody proves who sent it; {}"
)


def may_bring(headers: Parts, role: str) -> bool:
    """Tell by its headers whether a mail in Sent may bring an invoice to anybody."""
    return role == "sent" and headers.content_type.startswith(_BEARERS)


def brings(raw: bytes) -> bool:
    """Tell whether a mail has a file with an invoice as data, by its look alone."""
    return not all(map(_is_plain, _files(parse(raw))))


def is_one(desk: Desk, raw: bytes, headers: Parts, role: str) -> bool:
    """Tell a mail of ours that brings files which may be invoices, or their copies."""
    ours = desk.own_addresses | desk.intake.invoice_senders
    if role != "sent" and headers.sender not in ours:
        return False
    if token_of_id(headers.message_id, desk.sending.message_id_domain):
        return False  # a letter of ours: it encloses what we have
    parts = parse(raw)
    return bool(_files(parts)) or any(one.kind == _MAIL for one in parts.attachments)


def take_files(desk: Desk, stored: Stored) -> None:
    """Take in the invoices of a mail of ours, before it counts as read.

    Each file is harmless the second time: after a crash they come again. What
    somebody else issued is passed over in silence.

    Raises:
        TryLater: The ledger cannot be written now.
    """
    with picture(desk) as tx:
        parts = parse(blobs.get(tx, stored.sha256))
        doubt = _doubt(desk, tx, stored, parts)
        owners = {*writers.of(tx, [*parts.to, *parts.cc])}
    files = _files(parts)
    owners |= _take(desk, files, doubt)
    _take(desk, _within(parts), doubt or _WITHIN.format(_CURE))
    if not doubt:
        with transaction(desk) as tx:
            mailed_copies.attach(tx, [one for one in files if _is_plain(one)], owners)


def tell(desk: Desk, tx: Tx, stored: Stored, parts: Parts, asked: Asked) -> bool:
    """Take the mail of a listed program for what it is: nobody's reply.

    Returns:
        False for a mail that is to be read like any other: also what a customer,
        or one of us, writes from a listed address.
    """
    listed = desk.intake.invoice_senders - desk.own_addresses
    if stored.kind != KIND or parts.sender not in listed:
        return False
    if asked.writers(parts.sender) or _doubt(desk, tx, stored, parts):
        return False
    messages.finish(tx, stored.id, kind="other", because="it brought invoices of ours")
    return True


def _files(parts: Parts) -> tuple[Attachment, ...]:
    """Give the files of a mail that may be invoices, those that are data first."""
    found = [file for file in parts.attachments if _may_be_one(file)][:_MOST_FILES]
    return tuple(sorted(found, key=lambda file: is_pdf(file.data)))


def _may_be_one(file: Attachment) -> bool:
    name = file.name.lower()
    if name in _ENVELOPES or not file.data:
        return False
    is_data = name.endswith(_DATA) or (not name and file.kind in _TYPES)
    return is_data or is_pdf(file.data)


def _is_plain(file: Attachment) -> bool:
    """Tell a PDF without files in it: to be looked at, not to be read."""
    return is_pdf(file.data) and not any(sign in file.data for sign in _INSIDE)


def _within(parts: Parts) -> tuple[Attachment, ...]:
    """Give the files of mails that are attached whole."""
    mails = [one for one in parts.attachments if one.kind == _MAIL][:_MOST_MAILS]
    return tuple(file for one in mails for file in _files(parse(one.data)))


def _doubt(desk: Desk, tx: Tx, stored: Stored, parts: Parts) -> str:
    """Say why a mail is not believed to be ours alone; empty = it is.

    An address alone proves nothing: anybody can write it.
    """
    for inner in colleagues.passed_on(desk, parts):
        is_answered = inner.sender in (*parts.to, *parts.cc)
        if not is_answered and _is_customers(desk, tx, inner.sender):
            return _PASSED_ON.format(_CURE)
    trusted = desk.intake.trusted.get(stored.mailbox, frozenset())
    if stored.role == "sent" or authentic(parts, trusted).vouches_for(parts.sender):
        return ""
    return _UNKNOWN.format(_CURE) if trusted else _UNTOLD.format(stored.mailbox, _CURE)


def _is_customers(desk: Desk, tx: Tx, address: str) -> bool:
    domain = address.rpartition("@")[2]
    is_theirs = domain in desk.intake.customer_domains
    return is_theirs or bool(writers.of(tx, [address]))


def _take(desk: Desk, files: Iterable[Attachment], doubt: str) -> set[str]:
    """Take in what we issued, or ask about it; each file costs only itself.

    Returns:
        The customers whose invoices came in.
    """
    owners: set[str] = set()

    def one(file: Attachment) -> None:
        if _is_plain(file):
            return
        documents = _documents(desk, file)
        if documents is None or not all(_is_ours(desk, one) for one in documents):
            return
        if doubt:
            _ask(desk, file, documents, doubt)
        elif documents or _names_us(desk, file):
            take_file(desk, _name(file), file.data, only="invoice")
            with transaction(desk) as tx:
                sha256 = hashlib.sha256(file.data).hexdigest()
                quarantine.clear(tx, UNPROVEN, _name(file), sha256)
                owners.update(filter(None, (_owner(tx, one) for one in documents)))

    for fault in each(desk, files, one, _name):
        if fault.is_for_later:
            raise TryLater(fault.error)
        desk.log.warning("%s: %s", fault.item, fault.error)
    return owners


def _documents(desk: Desk, file: Attachment) -> tuple[Invoice, ...] | None:
    """Give what a file holds; empty = a damaged invoice, None = no invoice."""
    sight = layouts.readers(desk).look(file.data, _name(file))
    if sight.kind != "invoice":
        return None
    try:
        found = sight.read().documents
    except Unreadable:
        return ()
    return found.invoices or (() if found.problems else None)


def _is_ours(desk: Desk, invoice: Invoice) -> bool:
    """Tell an invoice that we issued beyond doubt: by VAT number, else by name."""
    own, seller = desk.intake.own_vat_id, invoice.seller
    if own and seller.vat_id:
        return is_same_vat(own, seller.vat_id)
    name = payer_key(desk.sender.name)
    return bool(name) and payer_key(seller.name) == name


def _names_us(desk: Desk, file: Attachment) -> bool:
    """Tell a damaged invoice that may be ours: our VAT number stands in it."""
    digits = desk.intake.own_vat_id.upper().removeprefix("IT")
    try:
        content = opened(file.data)
    except Unreadable:
        return False
    return bool(digits) and not is_pdf(content) and digits.encode() in content


def _ask(
    desk: Desk, file: Attachment, documents: Iterable[Invoice], doubt: str
) -> None:
    """Ask a person about a file, once, unless all it holds stands already."""
    name = _name(file)
    with transaction(desk) as tx:
        if all(twins.stands(tx, one, _owner(tx, one)) for one in documents):
            return
        sha256 = blobs.keep(tx, file.data, UNPROVEN)
        told = quarantine.listed(tx, "aside", "dropped", "done")
        if (UNPROVEN, name, sha256) not in {
            (item.kind, item.name, item.sha256) for item in told
        }:
            quarantine.set_aside(tx, UNPROVEN, name, sha256, doubt)


def _owner(tx: Tx, invoice: Invoice) -> str:
    """Give the customer an invoice names; empty where he is not known yet."""
    key = payer_key(invoice.buyer.name)
    return customers.recognise(tx, invoice.buyer, key, legal_form)


def _name(file: Attachment) -> str:
    return PurePath(file.name.replace("\\", "/")).name or "invoice"
