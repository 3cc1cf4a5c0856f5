"""What whoever pays says against applying a reading without asking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agent.matching import explain
from agent.matching.evidence import TAUGHT, Account, Naming, Pointer, Who
from agent.matching.hearing import Hearing
from agent.matching.names import Agreement, word_set
from agent.matching.number_doubts import are_many, are_meant, is_announced
from agent.matching.plain_parts import may_pay_of
from agent.matching.readings import Reading
from agent.matching.resolve import is_about

_WORDS_OF_A_NAME = 2  # one alone may be a trade or a town
_ROUND = 50_00  # so are many sums that people agree on, and two may be the same


def about_customer(reading: Reading, hearing: Hearing) -> Iterator[str]:
    """Give every doubt that whoever pays raises, as sentences."""
    who, customer_id = hearing.who, reading.customer_id
    if len(reading.customers) > 1:
        if not _is_told_of_several(reading, hearing):
            yield explain.TWO_CUSTOMERS
        return
    elsewhere = who.points_elsewhere(customer_id)
    if elsewhere:
        if not _is_said_for_another(reading, hearing):
            yield elsewhere
        return
    pointer = who.of(customer_id)
    if reading.naming < Naming.BARE and who.quoted - {customer_id}:
        yield explain.ANOTHER_QUOTED
    if reading.naming >= Naming.BARE:
        is_sure = pointer.agrees or reading.naming >= Naming.FULL
        if not (is_sure or _is_anybodys(reading, hearing)):
            yield explain.UNKNOWN_PAYER
    else:
        yield from _about_unnamed(reading, pointer, hearing)


def _about_unnamed(
    reading: Reading, pointer: Pointer, hearing: Hearing
) -> Iterator[str]:
    """Doubt whether payer and amount alone tell what is paid."""
    who, customer_id = hearing.who, reading.customer_id
    if _owes_a_sister_as_much(pointer, hearing):
        yield explain.COMMON_AMOUNT
    elif who.known != customer_id and not _is_told_by_amount(reading, hearing):
        yield _unknown(pointer, who)
    elif not _is_enough(reading, pointer, hearing):
        is_exact = reading.fit.kind == "exact"
        yield explain.COMMON_AMOUNT if is_exact else explain.NO_NUMBER


def _unknown(pointer: Pointer, who: Who) -> str:
    """Say why a payer is not known to be this customer."""
    if pointer.customer_id in who.namesakes and len(who.namesakes) > 1:
        return explain.NAMESAKES
    is_alike = pointer.name is Agreement.LIKE
    return explain.ONLY_ALIKE if is_alike else explain.ONLY_AMOUNT


def _is_anybodys(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether numbers without a year and the sum tell what a stranger pays."""
    if reading.fit.kind == "exact" or reading.fit.is_stated:
        is_only = is_announced(reading, hearing) and not _others(reading, hearing)
        return is_only or are_meant(reading, hearing)
    return are_many(reading, hearing)


def _is_told_of_several(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether one transfer surely pays for several customers: by their numbers.

    Something points to each of them, or each number is nobody else's: it has its
    year, or he is one of them and owes nothing like what the others owe.
    """
    if reading.fit.kind != "sum" or reading.choices > 1:
        return False
    his = {one for one in reading.customers if hearing.who.of(one).agrees}
    if his == reading.customers:
        return reading.naming >= Naming.BARE
    if not _is_nobody_elses(reading, hearing):
        return False
    own = {item.open for one in his for item in hearing.items.by_customer.get(one, ())}
    others = {item.open for item, _ in reading.parts if item.customer_id not in his}
    if reading.naming >= Naming.FULL or (his and own & others):
        return reading.naming >= Naming.FULL
    return bool(his) or are_meant(reading, hearing)


def _is_nobody_elses(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether each number is announced as a document's, and means one alone."""
    named = [
        each
        for each in hearing.named
        if any(item.id in reading.item_ids for item in each.items)
    ]
    is_clear = reading.naming >= Naming.FULL or is_announced(reading, hearing)
    return (is_clear or are_meant(reading, hearing)) and all(
        len({item.invoice_id for item in each.items}) == 1 and not each.closed
        for each in named
    )


def _is_said_for_another(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether a payer surely pays another customer's invoice.

    Its number and its amount say so, the year too or nobody else owes just this, or he
    did so before; and he owes nothing like it himself, or did so twice.
    """
    who, paid, fit = hearing.who, hearing.payment.free, reading.fit
    if reading.naming < Naming.BARE or not _is_nobody_elses(reading, hearing):
        return False
    stood_in = who.of(reading.customer_id).stood_in
    is_exact = fit.kind in {"exact", "sum", "rounding"} or fit.is_stated
    is_clear = reading.naming >= Naming.FULL or bool(stood_in)
    if _others(reading, hearing) and not (is_exact and is_clear):
        return False
    own = (who.namesakes | who.holders) - {reading.customer_id}
    theirs = (item for one in own for item in hearing.items.by_customer.get(one, ()))
    is_owed = any(is_about(paid, item) for item in theirs)
    return reading.choices == 1 and (not is_owed or stood_in >= TAUGHT)


def _is_enough(reading: Reading, pointer: Pointer, hearing: Hearing) -> bool:
    """Tell whether a payer known without any number may decide."""
    if pointer.is_numbered or (pointer.account and pointer.name >= Agreement.CLOSE):
        return True
    is_named = pointer.name >= Agreement.PART
    if hearing.said.payer and not (pointer.account or is_named):
        # Who bears another name may speak of him and not pay for him.
        return _is_in_his_stead(reading, pointer, hearing)
    is_written_out = pointer.name >= Agreement.SAME or pointer.is_quoted
    is_as_before = pointer.account is Account.ONCE and is_named
    is_dated = is_as_before and bool(hearing.said.dates)
    if reading.is_period and (is_written_out or (is_dated and _is_one(reading))):
        return True
    is_nearly = _is_nearly_written(pointer, hearing)
    if reading.fit.kind != "exact" or reading.choices > 1:
        is_sure = pointer.account >= Account.TAUGHT or is_written_out
        is_sure = is_sure or _is_due_by_him_alone(reading, pointer, hearing)
        if is_sure or reading.fit.kind != "exact" or _rivals(reading, hearing):
            return is_sure
        is_learned = is_as_before and pointer.is_learned
        return is_nearly or (is_learned and not _sisters(reading, hearing))
    is_taught = pointer.account >= Account.TAUGHT and bool(pointer.name)
    if is_written_out or is_nearly or is_taught:
        return not _rivals(reading, hearing)
    is_as_before = is_as_before and pointer.is_learned
    if is_as_before or _is_month_as_before(reading, hearing):
        return not (_rivals(reading, hearing) or _sisters(reading, hearing))
    return not _others(reading, hearing)


def _is_nearly_written(pointer: Pointer, hearing: Hearing) -> bool:
    """Tell whether his name stands there but for one slip or a cut end.

    Another legal form is no slip, and one word alone may be another's name.
    """
    is_long = len(word_set(hearing.said.payer)) >= _WORDS_OF_A_NAME
    return is_long and pointer.name >= Agreement.CLOSE and pointer.is_of_his_form


def _rivals(reading: Reading, hearing: Hearing) -> set[str]:
    """Give those who owe just this amount too, and to whom something points.

    A stranger's equal amount is no rival to a name, or to what was learned.
    """
    same = _owe_the_same(reading, hearing)
    return {one for one in same if hearing.who.of(one).agrees}


def _sisters(reading: Reading, hearing: Hearing) -> set[str]:
    """Give those of like names who owe just this amount too.

    Sisters share an account and a fee: who paid for one may pay for the other.
    """
    who, his = hearing.who, reading.customer_id
    return {one for one in _owe_the_same(reading, hearing) if who.are_kin(one, his)}


def _is_one(reading: Reading) -> bool:
    return reading.fit.kind == "exact" and reading.choices == 1


def _is_told_by_amount(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether of all to whom the name may point he alone can have paid this.

    Several bear it, and the others owe less altogether, or nothing of which an odd sum
    may be a part; or it is a part of his name, and nobody else owes as much.
    """
    who, customer_id = hearing.who, reading.customer_id
    if who.holders or hearing.said.purpose.part:
        return False
    is_one = reading.fit.kind == "exact"
    if is_one and _is_month_as_before(reading, hearing):
        return True
    is_odd = is_one and hearing.payment.free.cents % _ROUND != 0
    if customer_id in who.namesakes:
        others = who.namesakes - {customer_id}
        is_all = is_one or (reading.fit.kind == "sum" and _is_first(reading))
        if is_all and not _may_owe_this(others, hearing):
            return True
        return is_odd and not _may_pay_of_theirs(others, hearing)
    if not is_odd or len(word_set(hearing.said.payer)) < _WORDS_OF_A_NAME:
        return False
    bearing = {one.customer_id for one in who.pointers.values() if one.name}
    if who.of(customer_id).name < Agreement.PART or _owe_the_same(reading, hearing):
        return False
    return not _may_pay_of_theirs(bearing - {customer_id}, hearing)


def _is_month_as_before(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether who paid for him under this name pays the month that he names."""
    is_learned = hearing.who.of(reading.customer_id).is_learned
    return is_learned and reading.is_period and reading.choices == 1


def _is_first(reading: Reading) -> bool:
    return reading.is_oldest or reading.is_period


def _may_pay_of_theirs(some: Iterable[str], hearing: Hearing) -> bool:
    theirs = (hearing.items.by_customer.get(one, ()) for one in some)
    return any(may_pay_of(hearing.payment.free, each) for each in theirs)


def _owes_a_sister_as_much(pointer: Pointer, hearing: Hearing) -> bool:
    """Tell whether those owe about as much whose account it was until now."""
    if pointer.account is not Account.GROUP or pointer.name >= Agreement.SAME:
        return False
    return _owe_about_this(hearing.who.holders - {pointer.customer_id}, hearing)


def _may_owe_this(some: Iterable[str], hearing: Hearing) -> bool:
    """Tell whether any of them owes so much that this may be all or a part of it."""
    paid = hearing.payment.free
    theirs = [hearing.items.by_customer.get(one, ()) for one in some]
    debts = (sum(max(0, item.open.cents) for item in each) for each in theirs)
    return any(cents >= paid.cents for cents in debts) or _owe_about_this(some, hearing)


def _owe_about_this(some: Iterable[str], hearing: Hearing) -> bool:
    theirs = (hearing.items.by_customer.get(one, ()) for one in some)
    paid = hearing.payment.free
    return any(is_about(paid, item) for each in theirs for item in each)


def _is_due_by_him_alone(reading: Reading, pointer: Pointer, hearing: Hearing) -> bool:
    """Tell whether all that he owes first is paid, to the cent.

    The name is nearly his, or that under which this account paid for him once; and no
    single item of another is this sum.
    """
    is_as_before = pointer.account is Account.ONCE and pointer.name >= Agreement.PART
    is_as_before = is_as_before or pointer.name >= Agreement.CLOSE
    is_due_first = reading.is_oldest and reading.fit.kind == "sum"
    return is_as_before and is_due_first and not _owe_the_same(reading, hearing)


def _is_in_his_stead(reading: Reading, pointer: Pointer, hearing: Hearing) -> bool:
    """Tell whether a stranger says nothing but that he pays for this customer.

    It pays what he owes first, to the cent (art. 1180 c.c.).
    """
    who, kind = hearing.who, reading.fit.kind
    if who.namesakes or who.holders or who.quoted != {reading.customer_id}:
        return False
    is_first = reading.is_oldest or (kind == "exact" and reading.choices == 1)
    return pointer.is_in_his_stead and is_first and kind in {"exact", "sum"}


def _others(reading: Reading, hearing: Hearing) -> set[str]:
    """Give the other customers who owe, or owed today, just this amount."""
    return _owe_the_same(reading, hearing) if reading.fit.kind == "exact" else {""}


def _owe_the_same(reading: Reading, hearing: Hearing) -> set[str]:
    items, paid = hearing.items, hearing.payment.free
    key = (paid.cents, paid.currency)
    fits = (*items.by_amount.get(key, ()), *items.closed_by_amount.get(key, ()))
    return {item.customer_id for item in fits} - {reading.customer_id}
