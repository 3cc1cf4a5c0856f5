"""Fetch mail: whole what concerns receivables, of the rest the headers alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from agent.forms.batches import batches
from agent.forms.document_number import normal
from agent.inbox.source import Folder, Source
from agent.ledger import arrivals, invoices, trusted, writers
from agent.ledger.book import Tx
from agent.mail.free_domains import FREE
from agent.mail.gate_headers import Known, concerns
from agent.mail.parse import parse
from agent.model.message import Parts, RawMessage
from agent.steps import mailed_invoices, money_mails
from agent.steps.desk import Desk
from agent.steps.each import transaction

_GROUP, _GROUP_BYTES = 200, 8_000_000
Fetched = tuple[RawMessage, Parts]


def what_concerns_us(desk: Desk, tx: Tx) -> Known:
    """Give what tells from its headers that a mail concerns receivables."""
    theirs = writers.emails(tx)
    domains = {one.rpartition("@")[2] for one in theirs} - FREE
    return Known(
        customers=theirs,
        customer_domains=desk.intake.customer_domains | domains,
        bank_senders=desk.intake.bank_senders
        | desk.intake.notice_domains
        | desk.intake.invoice_senders
        | trusted.domains(tx),
        own_addresses=desk.own_addresses,
        message_id_domain=desk.sending.message_id_domain,
        open_numbers=frozenset(normal(each) for each in invoices.open_numbers(tx)),
    )


def fetch(
    desk: Desk,
    source: Source,
    folder: Folder,
    known: Known,
    uids: Sequence[int],
    beat: Callable[[], None],
    *,
    rebuilt: bool,
) -> Iterator[Fetched]:
    """Fetch whole what concerns receivables; the rest was read by headers alone.

    Args:
        beat: Called for each mail fetched whole: many are long under way.
    """
    heads = [(mail, parse(mail.raw)) for mail in source.headers(uids)]
    sure = {
        mail.position.uid
        for mail, parts in heads
        if not mail.raw or _is_wanted(parts, known, folder.role)
    }
    wanted = [
        (mail, parts)
        for mail, parts in heads
        if mail.position.uid in sure or mailed_invoices.may_bring(parts, folder.role)
    ]
    if folder.role != "sent":
        known_uids = {mail.position.uid for mail, _ in wanted}
        left = [parts for mail, parts in heads if mail.position.uid not in known_uids]
        money_mails.heed(desk, source.name, left)
    if rebuilt:
        wanted = _not_seen_before(desk, wanted, folder.role)
    read = {mail.position.uid: parts for mail, parts in wanted}
    for mail in source.whole([mail for mail, _ in wanted]):
        beat()
        uid = mail.position.uid
        # A mail in Sent to a stranger is kept for its invoice alone.
        if uid in read and (uid in sure or mailed_invoices.brings(mail.raw)):
            yield mail, read[uid]


def groups(mails: Iterable[Fetched]) -> Iterator[list[Fetched]]:
    """Gather mails as they come, so many bytes at a time: few are ever held."""
    return batches(
        mails, lambda each: len(each[0].raw), most=_GROUP, most_weight=_GROUP_BYTES
    )


def _is_wanted(headers: Parts, known: Known, role: str) -> bool:
    """Tell whether to fetch a mail; in Sent only what went to customers or is ours."""
    if role != "sent":
        return bool(concerns(headers, known))
    to_customer = any(one in known.customers for one in (*headers.to, *headers.cc))
    return to_customer or headers.message_id.endswith(f"@{known.message_id_domain}")


def _not_seen_before(desk: Desk, wanted: Sequence[Fetched], role: str) -> list[Fetched]:
    """After a mailbox was rebuilt: mails known by Message-ID only gain a place."""
    with transaction(desk) as tx:
        return [
            (mail, parts)
            for mail, parts in wanted
            if not parts.message_id
            or not arrivals.place_known(tx, mail.position, parts.message_id, role)
        ]
