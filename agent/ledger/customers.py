"""Customers and their addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from agent.ledger import candidates, tables
from agent.ledger.book import Row, Tx
from agent.ledger.statements import given, given_any
from agent.model.customer import Address, Customer
from agent.model.invoice import Party

_customers, _addresses = tables.customers, tables.addresses
_PLAIN = (
    "id",
    "no",
    "name",
    "vat_id",
    "tax_code",
    "pec",
    "phone",
    "street",
    "postcode",
    "city",
    "country",
    "region",
    "language",
    "register",
    "procedure",
    "is_consumer",
    "pec_dead_because",
    "channel",
    "method",
    "interest",
    "score_note",
    "zone",
    "answers",
    "senior",
)
_REVIVE_CERTIFIED = (
    _customers.update()
    .where(
        _customers.c.firm == sa.bindparam("of_firm"),
        _customers.c.pec == sa.bindparam("of_pec"),
        _customers.c.pec_dead_because != "",
    )
    .values(pec_dead_because="")
)
_REVIVE = _addresses.update().where(
    _addresses.c.firm == sa.bindparam("of_firm"),
    _addresses.c.email == sa.bindparam("of_email"),
    sa.or_(
        _addresses.c.alive_at.is_(None), _addresses.c.alive_at < sa.bindparam("before")
    ),
)
_OF_FIRM = given(_customers.c.firm)
_GET = sa.select(_customers).where(_OF_FIRM, given(_customers.c.id))
_SOME = sa.select(_customers).where(_OF_FIRM, given_any(_customers.c.id))
_IDENTITIES = sa.select(
    _customers.c.id, _customers.c.name, _customers.c.vat_id, _customers.c.tax_code
).where(_OF_FIRM, given_any(_customers.c.id))
_NAMES = sa.select(_customers.c.id, _customers.c.name).where(
    _OF_FIRM, given_any(_customers.c.id)
)
_BY_NAMES = sa.select(_customers.c.id).where(_OF_FIRM, given_any(_customers.c.name_key))
_BY_VAT = (
    sa.select(_customers.c.id)
    .where(_OF_FIRM, given(_customers.c.vat_id))
    .order_by(_customers.c.no)
)
_BY_TAX_CODE = (
    sa.select(_customers.c.id)
    .where(_OF_FIRM, given(_customers.c.tax_code))
    .order_by(_customers.c.no)
)
_BY_NAME = sa.select(_customers).where(_OF_FIRM, given(_customers.c.name_key))
_ADDRESSES = (
    sa.select(_addresses)
    .where(given(_addresses.c.firm))
    .order_by(_addresses.c.rank, _addresses.c.email)
)
_HIS_ADDRESSES = _ADDRESSES.where(given(_addresses.c.customer))
_THEIR_ADDRESSES = _ADDRESSES.where(given_any(_addresses.c.customer))
_ITALIAN_DIGITS = 11
_MOST_DIGITS = 10  # a longer number is no customer's


def get(tx: Tx, customer_id: str) -> Customer:
    """Give one customer."""
    row = tx.row(_GET, firm=tx.firm, id=customer_id)
    assert row is not None, f"no customer {customer_id}"
    his = tx.rows(_HIS_ADDRESSES, firm=tx.firm, customer=customer_id)
    return _customer(row, tuple(_address(one) for one in his))


def some(tx: Tx, ids: Iterable[str]) -> tuple[Customer, ...]:
    """Give customers by id, in the order of their numbers."""
    wanted = list(ids)
    if not wanted:
        return ()
    found = tx.rows(_SOME, firm=tx.firm, id=wanted)
    # Sorted here: for the order's sake SQLite would read every customer.
    rows = sorted(found, key=lambda row: int(row["no"]))
    return _with_addresses(tx, rows)


def identities(tx: Tx, ids: Iterable[str]) -> Sequence[tuple[str, str, str, str]]:
    """Give id, name, VAT id and tax code of customers, in no order."""
    found: Sequence[tuple[str, str, str, str]]
    found = tx.tuples(_IDENTITIES, firm=tx.firm, id=ids)
    return found


def names(tx: Tx, ids: Iterable[str]) -> dict[str, str]:
    """Give the names of customers by id."""
    return dict(tx.tuples(_NAMES, firm=tx.firm, id=ids))


def every(tx: Tx) -> tuple[Customer, ...]:
    """Give all customers, in the order of their numbers."""
    query = sa.select(_customers).where(_customers.c.firm == tx.firm)
    return _with_addresses(tx, tx.rows(query.order_by(_customers.c.no)))


def languages(tx: Tx) -> frozenset[str]:
    """Give the languages that customers are written to in."""
    query = sa.select(_customers.c.language).where(_customers.c.firm == tx.firm)
    return frozenset(row["language"] for row in tx.rows(query.distinct()))


def find(tx: Tx, words: str) -> tuple[Customer, ...]:
    """Find customers by number, e-mail address, VAT id or a part of the name."""
    said = words.strip()
    by_mail = sa.select(_addresses.c.customer).where(
        _addresses.c.firm == tx.firm, _addresses.c.email == said.lower()
    )
    fits = [_customers.c.vat_id == said.upper()]
    if _is_number(said):
        fits.append(_customers.c.no == int(said))
    else:
        fits += [
            _customers.c.id.in_(by_mail),
            tx.among(_customers.c.id, _named(tx, said)),
        ]
    query = sa.select(_customers).where(_customers.c.firm == tx.firm, sa.or_(*fits))
    return _with_addresses(tx, tx.rows(query.order_by(_customers.c.no)))


def _is_number(said: str) -> bool:
    return said.isascii() and said.isdigit() and len(said) < _MOST_DIGITS


def _named(tx: Tx, part: str) -> list[str]:
    """Find a part of a name: no database folds the case of every letter alike."""
    query = sa.select(_customers.c.id, _customers.c.name).where(
        _customers.c.firm == tx.firm
    )
    wanted = part.casefold()
    return [row["id"] for row in tx.rows(query) if wanted in row["name"].casefold()]


def by_name_keys(tx: Tx, name_keys: Iterable[str]) -> tuple[str, ...]:
    """Find customers by the normal form of their name; give their ids."""
    wanted = {key for key in name_keys if key}
    return tuple(one for (one,) in tx.tuples(_BY_NAMES, firm=tx.firm, name_key=wanted))


def recognise(
    tx: Tx, party: Party, name_key: str, form_of: Callable[[str], str]
) -> str:
    """Find the customer a document names: VAT id, tax code, then the name alone.

    A name decides only where neither side has a number, or a legal form, that says
    otherwise: Rossi S.n.c. and Rossi S.r.l. are two. One without a normal form (in
    another script than ours) must be the same word by word.

    Args:
        form_of: Gives the legal form that a name states, or empty.

    Returns:
        His id; empty if he is new.
    """
    both = _vat_forms(party.vat_id)
    for vat_id in dict.fromkeys(both if party.vat_id else ()):
        found = tx.value(_BY_VAT, firm=tx.firm, vat_id=vat_id)
        if found:
            return str(found)
    if party.tax_code:
        found = tx.value(_BY_TAX_CODE, firm=tx.firm, tax_code=party.tax_code)
        if found:
            return str(found)
    fits = [
        row["id"]
        for row in tx.rows(_BY_NAME, firm=tx.firm, name_key=name_key)
        if not _differ(_vat_forms(row["vat_id"])[0], both[0])
        and not _differ(row["tax_code"], party.tax_code)
        and not _differ(form_of(row["name"]), form_of(party.name))
        and (name_key or row["name"].casefold() == party.name.casefold())
    ]
    return str(fits[0]) if len(fits) == 1 else ""


def _vat_forms(vat_id: str) -> tuple[str, str]:
    """Give an Italian number with and without its country; others twice as they are."""
    bare = vat_id.removeprefix("IT")
    if bare.isdigit() and len(bare) == _ITALIAN_DIGITS:
        return f"IT{bare}", bare
    return vat_id, vat_id


def _differ(ours: str, theirs: str) -> bool:
    return bool(ours and theirs and ours != theirs)


def add(tx: Tx, customer: Customer, name_key: str) -> Customer:
    """Record a new customer with his addresses; give him with id and number."""
    row: dict[str, object] = {name: getattr(customer, name) for name in _PLAIN}
    row |= {"id": tx.new_id(), "no": tx.next_no(_customers)}
    row |= {"pec": customer.pec.strip().lower()}
    row |= {"group_name": customer.group, "name_key": name_key}
    tx.insert(_customers, **row)
    candidates.add_words(tx, [(str(row["id"]), name_key)])
    for address in customer.addresses:
        put_address(tx, str(row["id"]), address.email, confirmed=address.confirmed)
    known = tuple(
        replace(one, email=one.email.strip().lower()) for one in customer.addresses
    )
    return replace(customer, id=str(row["id"]), no=int(str(row["no"])), addresses=known)


def change(tx: Tx, customer_id: str, **values: object) -> None:
    """Change plain fields of a customer; a certified address is taken to work."""
    if "pec" in values:
        pec = str(values["pec"]).strip().lower()
        values |= {"pec": pec, "pec_dead_because": ""}
    if "group" in values:
        values["group_name"] = values.pop("group")
    if "name_key" in values:
        candidates.put_words(tx, customer_id, str(values["name_key"]))
    if values:
        tx.update(_customers, _customers.c.id == customer_id, **values)


def put_address(
    tx: Tx, customer_id: str, email: str, *, confirmed: bool, first: bool = False
) -> None:
    """Add an address, or confirm and revive one that is there.

    Args:
        first: Put it before all others, which keep their order; else after them.
    """
    email = email.strip().lower()
    if not email:
        return
    his = _addresses.c.customer == customer_id
    mine = (his, _addresses.c.email == email)
    last = sa.select(sa.func.max(_addresses.c.rank)).where(
        _addresses.c.firm == tx.firm, his
    )
    place = 0 if first else int(tx.value(last) or 0) + 1
    if first:
        tx.update(_addresses, his, rank=_addresses.c.rank + 1)
    fresh = tx.add(
        _addresses, customer=customer_id, email=email, rank=place, confirmed=confirmed
    )
    if not fresh and confirmed:
        tx.update(_addresses, *mine, confirmed=True, dead_because="")
    if not fresh and first:
        tx.update(_addresses, *mine, rank=0)


def drop_address(tx: Tx, customer_id: str, email: str) -> bool:
    """Remove an address; False if it was not there."""
    return bool(
        tx.delete(
            _addresses,
            _addresses.c.customer == customer_id,
            _addresses.c.email == email.strip().lower(),
        )
    )


def mark_dead(tx: Tx, customer_id: str, email: str, because: str) -> None:
    """Note that letters no longer reach an address."""
    tx.update(
        _addresses,
        _addresses.c.customer == customer_id,
        _addresses.c.email == email.lower(),
        dead_because=because,
    )
    tx.update(
        _customers,
        _customers.c.id == customer_id,
        _customers.c.pec == email.lower(),
        pec_dead_because=because,
    )


def mark_alive(tx: Tx, email: str, at: datetime, *, is_certified: bool = True) -> None:
    """Note a sign of life from an address: it clears an earlier bounce.

    Args:
        is_certified: It may be one for certified mail.
    """
    of = {"of_firm": tx.firm, "of_email": email.lower(), "before": at}
    tx.later(_REVIVE, (email, at), **of, alive_at=at, dead_because="")
    if is_certified:
        tx.run(_REVIVE_CERTIFIED, {"of_firm": tx.firm, "of_pec": email.lower()})


def revive(tx: Tx, customer_id: str, email: str, at: datetime) -> None:
    """Note that letters reach a customer's address after all."""
    tx.update(
        _addresses,
        _addresses.c.customer == customer_id,
        _addresses.c.email == email.lower(),
        dead_because="",
        alive_at=at,
    )


def _with_addresses(tx: Tx, rows: Sequence[Row]) -> tuple[Customer, ...]:
    ids = [row["id"] for row in rows]
    if not ids:
        return ()
    found = tx.rows(_THEIR_ADDRESSES, firm=tx.firm, customer=ids)
    mine: dict[str, list[Address]] = {}
    for row in found:
        mine.setdefault(row["customer"], []).append(_address(row))
    return tuple(_customer(row, tuple(mine.get(row["id"], ()))) for row in rows)


def _address(row: Row) -> Address:
    return Address(row["email"], row["confirmed"], row["dead_because"])


def _customer(row: Row, addresses: tuple[Address, ...]) -> Customer:
    plain = {name: row[name] for name in _PLAIN}
    return Customer(addresses=addresses, group=row["group_name"], **plain)
