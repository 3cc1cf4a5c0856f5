"""Every query of the ledger once: to fill a firm, to read it, to try to change it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from agent.errors import Refused
from agent.ledger import (
    announced,
    arrivals,
    blobs,
    bookmarks,
    calls,
    candidates,
    cases,
    collections,
    contested,
    copies,
    coverage,
    customers,
    disputes,
    due,
    events,
    evidence,
    exchange_notices,
    firms,
    holds,
    invoice_files,
    invoices,
    layouts,
    letter_book,
    listed,
    messages,
    orders,
    outbox,
    paid,
    payers,
    payments,
    periods,
    plans,
    promises,
    proposals,
    quarantine,
    questions,
    rests,
    reversals,
    signs,
    summaries,
    trusted,
    unknown,
    write_offs,
    writers,
)
from agent.ledger.book import Ledger, Tx
from agent.matching.names import legal_form
from agent.model.exchange import ExchangeNotice
from agent.model.invoice import Instalment, OpenItem, Party
from agent.model.layout import Layout
from agent.model.letter import Composed, Delivery
from agent.model.money import Money
from agent.model.payment import Allocation, Candidate, Period
from agent.model.plan import Part
from agent.model.procedure import Procedure
from tests.ledger.builders import (
    DAY,
    FIRST,
    NOW,
    SECOND,
    TODAY,
    a_customer,
    a_letter,
    a_line,
    a_mail,
    a_payment,
    a_stored,
    an_invoice,
    document,
    moved,
)

_TERMS = cases.Terms(
    ZoneInfo("Europe/Rome"), procedures={"own": Procedure("own", (FIRST,))}
)
_NOTICE = ExchangeNotice(
    "NotificaMancataConsegna", "undelivered", sdi_id="111", file_name="12.xml"
)
_LONG_AGO = NOW - timedelta(days=365)
_EMAIL = "alfa@example.com"
_MARK = "order@example.com"
_PERIOD = Period(TODAY, TODAY, Money(0), Money(1))
_LAYOUT = Layout("3" * 64, ("Giorno", "Somma"), {"date": (0,), "amount": (1,)})


_PLANNED = Part(TODAY, Money(6_000))


@dataclass(frozen=True, slots=True)
class Filled:
    """What a filled firm holds, by the names the queries ask for."""

    customer: str
    invoice: str
    item: OpenItem
    payment: str
    letter: Delivery
    call: str
    hold: str
    promise: str
    plan: str
    dispute: str
    message: str
    quarantined: str
    sha256: str
    summary: str
    token: str
    mail: str
    order: str


def fill(ledger: Ledger, firm: str) -> Filled:
    """Put a row into every table of a firm."""
    with ledger.begin(firm, NOW, "Carla") as tx:
        return _fill(tx)


def _fill(tx: Tx) -> Filled:
    owner = a_customer(tx, "Alfa srl", _EMAIL, vat_id="IT01234567890").id
    paid = an_invoice(tx, owner, document(10_000, 20_000, number="12/2026"))
    item, other = invoices.items_of(tx, paid)
    sha256 = blobs.keep(tx, b"%PDF-1.7", "copy", TODAY)
    invoice_files.attach(tx, paid, sha256, "12.pdf", "application/pdf")
    invoices.set_procedure(tx, paid, "own")
    listed.set_listed(tx, {paid: 30_000})
    listed.note_read(tx, TODAY)
    exchange_notices.note(tx, _NOTICE, "mc.xml", sha256)
    payment = a_payment(tx, 5_000)
    part = Allocation(item.id, Money(4_000), "part")
    payments.allocate(tx, payment, part, ("its number",), "agent")
    proposals.propose(tx, {payment: [Candidate(owner, (part,), 0.5, ("its amount",))]})
    coverage.cover(tx, "IT00TEST", TODAY)
    payers.teach(tx, "iban:IT00PAYER", owner, TODAY)
    questions.look_anew(tx)
    write_offs.give_up(tx, other, "too small")
    letter = a_letter(tx, owner, item, recipient=_EMAIL)
    outbox.seal(tx, letter.id, b"From: office\r\n\r\n", [])
    letter = moved(tx, letter, "sent", sent_at=tx.now)
    quarantine.set_aside(tx, "invoice", "bad.xml", sha256, "no root element")
    item_ = quarantine.find(tx, 1)
    assert item_ is not None
    message = a_stored(tx, a_mail(), "mail@example.com", "inbox")
    messages.finish(tx, message, kind="reply", customer=owner, delivery=letter.id)
    bookmarks.put(tx, "office", "INBOX", 7, 1)
    signs.add(tx, owner, "reply", tx.now, message=message)
    layouts.teach(tx, _LAYOUT)
    periods.note(tx, "IT1", _PERIOD)
    firms.set_switch(tx, "live", "on", "a person went live")
    due.note(tx, "summary", tx.now, "written", TODAY)
    due.stands_still(tx, "mailbox:office", "no answer")
    events.write(tx, "letter.sent", f"letter:{letter.id}", "sent", f"customer:{owner}")
    summary, token = summaries.begin(tx)
    summaries.keep(tx, summary, "summary", {1: f"customer:{owner}"}, asks=True)
    orders.take(tx, summary, message, _MARK, _EMAIL, "1 ok", TODAY, "new")
    (mail,) = orders.mails(tx, "new")
    orders.add(tx, mail.id, [orders.Given("", "", 1, "1 ok", "approve", "", {})])
    return Filled(
        customer=owner,
        invoice=paid,
        item=invoices.items(tx, [item.id])[0],
        payment=payment,
        letter=letter,
        call=calls.ask(tx, owner, "stage", "last stage", TODAY, steps=[(item, SECOND)]),
        hold=holds.put(tx, owner, "hand", "he phoned", since=TODAY, until=None),
        promise=promises.make(tx, owner, TODAY, TODAY + DAY, "domani"),
        plan=plans.propose(tx, owner, [paid], [_PLANNED], TODAY).id,
        dispute=disputes.open_(tx, owner, paid, "not as agreed", "Dario", 100),
        message=message,
        quarantined=item_.id,
        sha256=sha256,
        summary=summary,
        token=token,
        mail=mail.id,
        order=orders.of_mail(tx, mail.id)[0].id,
    )


def read_everything(
    ledger: Ledger, firm: str, of: Filled | None = None
) -> dict[str, object]:
    """Ask a firm every question, by the names and ids of a filled one."""
    names = [read.__code__.co_names for read in _READS]
    with ledger.look(firm, NOW) as tx:
        known = of or _NOTHING
        return {
            f"{number} {names[number]}": read(tx, known)
            for number, read in enumerate(_READS)
        }


_NOTHING = Filled(
    *("x", "x"),
    OpenItem("x", "x", "x", "1", TODAY, TODAY, Money(1), Money(1)),
    "x",
    Delivery("x", "x", 0, "first", "x", _EMAIL, "x", "x", "sent"),
    *("x",) * 12,
)


def _if_there(read: Callable[[], object]) -> object:
    with suppress(AssertionError, ValueError):
        return read()
    return None


_READS: tuple[Callable[[Tx, Filled], object], ...] = (
    lambda tx, of: blobs.get(tx, of.sha256),
    lambda tx, _: calls.listed(tx, state=""),
    lambda tx, of: calls.listed(tx, customer=of.customer),
    lambda tx, _: calls.find(tx, 1),
    lambda tx, _: calls.customers_with_open_calls(tx),
    lambda tx, of: calls.reached(tx, [of.customer]),
    lambda tx, _: list(cases.every(tx, _TERMS)),
    lambda tx, of: cases.some(tx, [of.customer], _TERMS),
    lambda tx, of: customers.some(tx, [of.customer]),
    lambda tx, _: customers.every(tx),
    lambda tx, _: customers.find(tx, "1"),
    lambda tx, _: customers.find(tx, "alfa"),
    lambda tx, _: writers.of(tx, [_EMAIL]),
    lambda tx, _: writers.emails(tx),
    lambda tx, _: customers.by_name_keys(tx, ["ALFA SRL"]),
    lambda tx, _: customers.recognise(tx, Party("Alfa srl"), "ALFA SRL", legal_form),
    lambda tx, _: customers.recognise(tx, Party("", "IT01234567890"), "", legal_form),
    lambda tx, of: disputes.listed(tx, state="", invoice=of.invoice),
    lambda tx, of: [
        one.contested.cents for one in contested.less_contested(tx, [of.item])
    ],
    lambda tx, of: paid.paid_on(tx, [of.item.id]),
    lambda tx, of: plans.of_customer(tx, of.customer),
    lambda tx, _: plans.in_state(tx, "proposed"),
    lambda tx, of: plans.is_cut(tx, of.invoice),
    lambda tx, of: summaries.about(tx, of.summary, 1),
    lambda tx, of: _if_there(lambda: summaries.get(tx, of.summary)),
    lambda tx, of: summaries.by_token(tx, [of.token, of.letter.token]),
    lambda tx, of: summaries.words(tx, of.summary),
    lambda tx, of: summaries.numbers(tx, of.summary),
    lambda tx, _: summaries.last(tx),
    lambda tx, _: summaries.first_asking(tx, _LONG_AGO),
    lambda tx, of: orders.mail(tx, of.mail),
    lambda tx, _: orders.mails(tx, "new"),
    lambda tx, of: orders.mail_answered_by(tx, of.letter.id),
    lambda tx, _: orders.last_given(tx),
    lambda tx, of: orders.of_mail(tx, of.mail),
    lambda tx, of: orders.get(tx, of.order),
    lambda tx, _: due.of(tx, "summary"),
    lambda tx, _: due.standings(tx),
    lambda tx, _: events.head(tx),
    lambda tx, of: events.of(tx, f"customer:{of.customer}"),
    lambda tx, _: events.latest(tx, 10, prefix="letter"),
    lambda tx, _: events.since(tx, _LONG_AGO, "letter.sent"),
    lambda tx, _: events.verify(tx),
    lambda tx, _: events.acted(tx, _LONG_AGO),
    lambda tx, of: exchange_notices.about(tx, of.invoice),
    lambda tx, _: exchange_notices.invoices_of(tx, _NOTICE),
    lambda tx, _: exchange_notices.undelivered(tx),
    lambda tx, of: exchange_notices.was_rejected(tx, of.invoice, "other.xml"),
    lambda tx, _: firms.switch(tx, "live"),
    lambda tx, _: firms.switched(tx, "live"),
    lambda tx, _: firms.started_on(tx),
    lambda tx, of: _if_there(lambda: customers.get(tx, of.customer)),
    lambda tx, of: _if_there(lambda: messages.get(tx, of.message)),
    lambda tx, of: _if_there(lambda: letter_book.words(tx, of.letter.letter_id)),
    lambda tx, _: firms.secret(tx),
    lambda tx, _: holds.standing(tx),
    lambda tx, of: holds.standing(tx, [of.customer]),
    lambda tx, of: listed.last_hold(tx, of.invoice, of.customer),
    lambda tx, _: listed.documents(tx),
    lambda tx, _: listed.listed(tx),
    lambda tx, _: listed.read_on(tx),
    lambda tx, of: invoice_files.files(tx, [of.invoice]),
    lambda tx, of: invoices.open_items(tx, [of.customer], ["MP12"]),
    lambda tx, of: invoices.items(tx, [of.item.id]),
    lambda tx, of: invoices.items_of(tx, of.invoice),
    lambda tx, _: candidates.by_keys(tx, ["12/2026"]),
    lambda tx, _: candidates.by_amounts(tx, [6_000]),
    lambda tx, _: candidates.by_words(tx, ["ALFA", "SRL"], ["AL"]),
    lambda tx, _: collections.by_methods(tx, ["MP12", ""]),
    lambda tx, _: collections.of_amounts(tx, [6_000], ["ALFA"]),
    lambda tx, _: invoices.find(tx, ["12/2026"], "dodici"),
    lambda tx, of: invoices.find(tx, [], of.invoice),
    lambda tx, of: invoices.listed(tx, customer=of.customer),
    lambda tx, _: invoices.listed(tx, only_open=False),
    lambda tx, of: invoices.own_procedures(tx, [of.customer]),
    lambda tx, _: invoices.customers_with_open_items(tx),
    lambda tx, _: invoices.open_numbers(tx),
    lambda tx, _: arrivals.seen_uids(tx, "office", "INBOX", 7, [1]),
    lambda tx, _: bookmarks.get(tx, "office", "INBOX"),
    lambda tx, _: messages.new(tx, 10),
    lambda tx, of: messages.of_customer(tx, of.customer),
    lambda tx, of: messages.of_money(
        tx, [of.customer], _LONG_AGO.date(), ["says_paid"]
    ),
    lambda tx, _: write_offs.closed_between(tx, _LONG_AGO, NOW + timedelta(days=1)),
    lambda tx, of: messages.places(tx, of.message),
    lambda tx, of: copies.seen(tx, [of.letter.id], "office"),
    lambda tx, _: messages.count(tx),
    lambda tx, _: outbox.sendable(tx),
    lambda tx, _: outbox.expired(tx),
    lambda tx, of: outbox.by_token(tx, [of.letter.token]),
    lambda tx, of: outbox.by_message_id(tx, [of.letter.message_id]),
    lambda tx, _: outbox.in_state(tx, "sent"),
    lambda tx, _: outbox.of_letter(tx, 1),
    lambda tx, of: outbox.of_customer(tx, of.customer),
    lambda tx, _: outbox.sent_since(tx, _LONG_AGO),
    lambda tx, of: letter_book.enclosed(tx, of.letter.letter_id),
    lambda tx, of: outbox.letters_about(tx, [of.item.id]),
    lambda tx, of: outbox.last_thread(tx, of.customer),
    lambda tx, of: outbox.sealed(tx, of.letter.id),
    lambda tx, _: unknown.waited(tx),
    lambda tx, of: outbox.is_unconfirmed(tx, of.letter.id),
    lambda tx, _: outbox.count_sent_since(tx, _LONG_AGO),
    lambda tx, _: outbox.customers_waiting(tx),
    lambda tx, _: messages.is_any_new(tx),
    lambda tx, of: messages.receipts(tx, of.letter),
    lambda tx, _: payments.is_any_new(tx),
    lambda tx, _: announced.standing(tx),
    lambda tx, _: announced.booked(tx, a_line()),
    lambda tx, _: trusted.domains(tx),
    lambda tx, of: customers.names(tx, [of.customer]),
    lambda tx, _: payments.advances(tx),
    lambda tx, _: rests.free(tx),
    lambda tx, _: rests.asked(tx),
    lambda tx, of: payments.partly_free(tx, of.customer),
    lambda tx, _: outbox.unfiled(tx),
    lambda tx, _: payers.known(tx, ["iban:IT00PAYER"]),
    lambda tx, of: customers.identities(tx, [of.customer]),
    lambda tx, _: payments.find(tx, 1),
    lambda tx, _: payments.with_decision(tx, "new"),
    lambda tx, _: payments.latest(tx, 10),
    lambda tx, _: reversals.reversed_by(tx, "2" * 64),
    lambda tx, _: reversals.reversible(tx, a_line(5_000)),
    lambda tx, _: payments.recorded_since(tx, _LONG_AGO),
    lambda tx, of: payments.allocations(tx, payment=of.payment),
    lambda tx, of: payments.allocations(tx, item=of.item.id, customer=of.customer),
    lambda tx, of: proposals.candidates(tx, of.payment),
    lambda tx, _: bool(questions.anew(tx)),
    lambda tx, _: payments.came_back(tx),
    lambda tx, of: questions.asked_about(tx, [of.customer], ("new", "settled")),
    lambda tx, _: coverage.days(tx),
    lambda tx, _: layouts.known(tx),
    lambda tx, _: periods.of_accounts(tx, TODAY - timedelta(days=9)),
    lambda tx, of: promises.in_state(tx, "", of.customer),
    lambda tx, _: quarantine.listed(tx),
    lambda tx, _: quarantine.find(tx, 1),
    lambda tx, of: signs.latest(tx, of.customer),
    lambda tx, of: signs.moments_since(tx, of.customer, _LONG_AGO, "x"),
    lambda tx, of: write_offs.standing(tx, of.invoice),
)


def change_everything(ledger: Ledger, firm: str, of: Filled) -> None:
    """Try every change on the things of a firm, each in a transaction of its own."""
    for change in _CHANGES:
        with (
            suppress(AssertionError, Refused, ValueError),
            ledger.begin(firm, NOW + DAY, "Carla") as tx,
        ):
            change(tx, of)


_OTHER_PART = Money(1_000)
_DRAFT = letter_book.Draft("first", Composed("s", "t"), _EMAIL, "because")
_CHANGES: tuple[Callable[[Tx, Filled], object], ...] = (
    lambda tx, _: blobs.keep(tx, b"%PDF-1.7", "copy"),
    lambda tx, of: calls.done(tx, of.call, "reached", "he pays"),
    lambda tx, of: customers.change(tx, of.customer, name="Beta"),
    lambda tx, of: customers.put_address(
        tx, of.customer, "new@example.com", confirmed=True, first=True
    ),
    lambda tx, of: customers.drop_address(tx, of.customer, _EMAIL),
    lambda tx, of: customers.mark_dead(tx, of.customer, _EMAIL, "unknown"),
    lambda tx, _: customers.mark_alive(tx, _EMAIL, tx.now),
    lambda tx, of: disputes.resolve(tx, of.dispute, "agreed"),
    lambda tx, of: plans.set_state(tx, of.plan, "kept"),
    lambda tx, of: calls.postpone(tx, of.call, TODAY + DAY),
    lambda tx, of: calls.reopen(tx, of.call),
    lambda tx, of: orders.claim(tx, of.order),
    lambda tx, of: orders.tell(tx, of.order, "done", "done.approved", {}),
    lambda tx, of: orders.undone(tx, of.order),
    lambda tx, of: orders.set_mail(tx, of.mail, "done", of.letter.id),
    lambda tx, _: due.note(tx, "summary", tx.now, "again", TODAY + DAY),
    lambda tx, _: due.set_due(tx, "summary", tx.now),
    lambda tx, _: due.works(tx, "mailbox:office"),
    lambda tx, of: events.write(tx, "a.b", f"customer:{of.customer}", "because"),
    lambda tx, _: exchange_notices.note(tx, _NOTICE, "mc.xml", ""),
    lambda tx, _: firms.set_switch(tx, "live", "", "a person stopped"),
    lambda tx, of: holds.release(tx, of.hold, "enough"),
    lambda tx, of: holds.release_for(tx, of.promise, "enough"),
    lambda tx, of: invoices.change_open(tx, of.item.id, -1),
    lambda tx, of: invoices.confirm(tx, of.invoice),
    lambda tx, of: invoices.cancel(tx, of.invoice, "gone"),
    lambda tx, of: invoices.restore(tx, of.invoice),
    lambda tx, of: invoices.set_procedure(tx, of.invoice, "other"),
    lambda tx, of: invoices.set_due(tx, of.invoice, TODAY),
    lambda tx, of: listed.set_listed(tx, {of.invoice: 1}),
    lambda tx, _: listed.note_read(tx, TODAY),
    lambda tx, of: collections.set_returned(tx, of.item.id, TODAY),
    lambda tx, of: collections.say_methods(
        tx, of.invoice, [Instalment(TODAY, of.item.amount, "MP12")]
    ),
    lambda tx, _: layouts.teach(tx, _LAYOUT),
    lambda tx, _: periods.note(tx, "IT1", _PERIOD),
    lambda tx, _: trusted.hear(tx, "bank.example"),
    lambda tx, _: layouts.forget(tx, _LAYOUT.mark),
    lambda tx, of: messages.attempt(tx, [of.message]),
    lambda tx, _: a_stored(tx, a_mail(2), "mail@example.com", "inbox"),
    lambda tx, _: quarantine.attempt(tx, "invoice", "bad.xml", b"%PDF-1.7"),
    lambda tx, of: messages.again(tx, of.message),
    lambda tx, of: messages.finish(tx, of.message, kind="other"),
    lambda tx, _: arrivals.place_known(
        tx, a_mail(folder="Sent").position, "mail@example.com"
    ),
    lambda tx, _: bookmarks.put(tx, "office", "INBOX", 8, 99),
    lambda tx, _: evidence.keep(tx, [each.id for each in messages.new(tx, 9)]),
    lambda tx, _: messages.expire(tx, TODAY + 900 * DAY),
    lambda tx, of: outbox.move(tx, of.letter, "bounced"),
    lambda tx, of: outbox.change(tx, of.letter.id, answer="250"),
    lambda tx, of: outbox.seal(tx, of.letter.id, b"other", ["a@example.com"]),
    lambda tx, _: unknown.count(tx, 60),
    lambda tx, of: payers.unteach(tx, "iban:IT00PAYER", of.customer),
    lambda tx, of: payments.decide(tx, of.payment, "unknown", "no idea"),
    lambda tx, of: payments.set_state(tx, of.payment, "announced"),
    lambda tx, _: announced.record(tx, a_line(), "", "3" * 64, "", "told"),
    lambda tx, of: announced.end(tx, of.payment, "unconfirmed", "no line"),
    lambda tx, _: trusted.change(tx, frozenset({"bank.example"}), "by hand"),
    lambda tx, of: payments.allocate(
        tx, of.payment, Allocation(of.item.id, _OTHER_PART), ("by hand",), "Carla"
    ),
    lambda tx, of: proposals.drop_proposals(tx, of.payment),
    lambda tx, of: proposals.propose(tx, {of.payment: []}),
    lambda tx, of: reversals.take_back(tx, of.payment, "2" * 64),
    lambda tx, _: coverage.cover(tx, "IT00TEST", TODAY + 9 * DAY),
    lambda tx, of: promises.end(tx, of.promise, "broken"),
    lambda tx, _: questions.looked_anew(tx, questions.anew(tx)),
    lambda tx, of: quarantine.drop(tx, of.quarantined, "useless"),
    lambda tx, of: quarantine.clear(tx, "invoice", "bad.xml", of.sha256),
    lambda tx, of: write_offs.undo(
        tx,
        write_offs.WriteOff(of.invoice, of.item.id, Money(1), "small", "Carla", tx.now),
    ),
    lambda tx, of: letter_book.write(
        tx,
        replace(
            _DRAFT, customer_id=of.customer, items=(of.item,), steps=((of.item, FIRST),)
        ),
        "firm.test",
    ),
)
