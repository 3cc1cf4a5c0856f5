"""Money orders: what the owner says by mail of payments and debts."""

from __future__ import annotations

import re
from decimal import Decimal

from agent.errors import Refused
from agent.ledger import customers, invoices, payments, proposals
from agent.ledger.orders import Given
from agent.model.money import Money
from agent.steps.act import invoicing, money, whose
from agent.steps.act.named import the_customer, the_payment
from agent.steps.advances import is_his_rest
from agent.steps.concerned import Done, in_cents, one_invoice, parts, who
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.in_question import is_asked

_WAYS = (
    ("cash", re.compile(r"contant|cash|\bbar\b|espèces|efectivo", re.I)),
    ("cheque", re.compile(r"assegn|che(?:que|ck)|scheck|chèque", re.I)),
    ("set-off", re.compile(r"compensa|set[- ]?off|verrechn", re.I)),
)
# "Abbuona 5 euro", "condona gli interessi", "1 abbuona 15".
_OF_A_PART = re.compile(
    r"\d[.,]\d{1,2}\b|€|\beur|interess|interest|\bspes[ea]\b|\bmora\b|differen|\bfees?\b"
    r"|^\W*(?:abbuon|condon)\w*\s+\d|\bcharges|\bpart[ei]?\b|\bmetà\b|\bhalf\b"
    r"|^\W*\d{1,3}\D*[a-z]{4,}\D*\d{1,3}\b(?!\s?[/.\d])",
    re.I,
)
_BY_BANK = re.compile(r"bonific|transfer|überweis|virement|transferencia", re.I)


def accept(desk: Desk, by: str, payment_no: int) -> Done:
    """Confirm what is proposed for a payment, where that is one thing alone."""
    with picture(desk) as tx:
        payment = the_payment(tx, payment_no)
        is_open = is_asked(tx, payment)
        count = len(proposals.candidates(tx, payment.id))
    if not is_open or count != 1:
        return Done("ask.whose" if is_open else "ask.cannot")
    return _allocated(desk, payment_no, money.accept(desk, by, payment_no).customer_id)


def question(desk: Desk, payment_no: int) -> str:
    """Give the question about a payment: whose it is, or what its rest is for."""
    with picture(desk) as tx:
        is_rest = is_his_rest(tx, the_payment(tx, payment_no))
    return "ask.rest" if is_rest else "ask.whose"


def _allocated(desk: Desk, payment_no: int, customer_id: str) -> Done:
    with picture(desk) as tx:
        payment = the_payment(tx, payment_no)
        parts = payments.allocations(tx, payment=payment.id)
        items = invoices.items(tx, [one.item_id for one in parts])
        name = customers.get(tx, customer_id).name
    facts = {
        "name": name,
        "sum": in_cents(payment.amount),
        "numbers": list(dict.fromkeys(item.number for item in items)),
    }
    return Done("done.allocated", facts, f"payment:{payment_no}")


def paid(desk: Desk, by: str, given: Given) -> Done:
    """Enter money that came another way than by the bank."""
    if _BY_BANK.search(given.line):
        return Done("ask.by_bank", who(desk, given))
    entry = one_invoice(desk, given)
    if entry is None:
        return Done("ask.invoice", who(desk, given))
    way = next((name for name, said in _WAYS if said.search(given.line)), "other")
    amount = entry.open
    if given.said.get("amount"):
        amount = Money.of(Decimal(given.said["amount"]), amount.currency)
    today = desk.clock.today()
    payment = money.pay(desk, by, entry.id, amount, today, way)
    facts = {"sum": in_cents(amount), "numbers": [entry.number], "how": way}
    return Done("done.paid", facts | who(desk, given), f"payment:{payment.no}")


def correct(desk: Desk, by: str, given: Given) -> Done:
    """Put a payment where he says that it belongs."""
    kind, key = parts(given)
    if kind != "payment":
        return Done("ask.cannot", who(desk, given))
    chosen = money.correct(desk, by, int(key), given.said.get("target", ""))
    return _allocated(desk, int(key), chosen.customer_id)


def not_his(desk: Desk, by: str, given: Given) -> Done:
    """Say that somebody asked about did not pay; which of several has to be named."""
    kind, key = parts(given)
    if kind != "payment":
        return Done("ask.cannot", who(desk, given))
    with picture(desk) as tx:
        payment = the_payment(tx, int(key))
        is_open = is_asked(tx, payment)
        found = [one.customer_id for one in proposals.candidates(tx, payment.id)]
        named = given.said.get("target", "")
        meant = the_customer(tx, named).id if named else next(iter(found), "")
    if not is_open:
        return Done("ask.cannot")
    if meant not in found or (not named and len(set(found)) > 1):
        return Done("ask.who_not")
    name = whose.not_his(desk, by, payment.no, found.index(meant) + 1)
    facts = {"name": name, "sum": in_cents(payment.amount)}
    return Done("done.not_his", facts, f"not_his:{payment.no}")


def write_off(desk: Desk, by: str, given: Given) -> Done:
    """Give up what is open of one invoice: all of it, never a part."""
    entry = one_invoice(desk, given)
    if entry is None:
        return Done("ask.invoice", who(desk, given))
    said = given.said.get("amount")
    is_all = said and Money.of(Decimal(said), entry.open.currency) == entry.open
    if not is_all and _OF_A_PART.search(given.line):
        raise Refused(f"all {entry.open} of {entry.number} would be given up, no part")
    amount = invoicing.write_off(desk, by, entry.id, given.line)
    facts = {"sum": in_cents(amount), "numbers": [entry.number]}
    return Done("done.written_off", facts | who(desk, given), f"given_up:{entry.id}")
