"""What a person changes about a customer: how we write to him, and by which rules."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from agent.channels.addresses import wire
from agent.dunning.answering import read_windows, write_windows
from agent.dunning.holidays import is_known
from agent.errors import Refused, Unreadable
from agent.invoices.said import known_method_said
from agent.ledger import customers, events, outbox
from agent.ledger.book import Tx
from agent.matching.names import payer_key
from agent.model.customer import Customer
from agent.steps import ease
from agent.steps.act.named import a_group, a_procedure, the_customer
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction

Changes = dict[str, str | bool]
_IN_LETTERS = {
    *("name", "language", "register", "procedure", "group", "is_consumer"),
    *("pec", "channel", "method", "interest", "senior"),
}


def as_it_is(desk: Desk, words: str) -> Customer:
    """Give a customer's data as it stands.

    Raises:
        Refused: No customer fits, or several do.
    """
    with picture(desk) as tx:
        return the_customer(tx, words)


def edit(
    desk: Desk,
    by: str,
    words: str,
    changes: Changes,
    *,
    add_email: str = "",
    drop_email: str = "",
) -> Customer:
    """Change a customer's data; a new address becomes the one to write to.

    With it a call for want of an address is done: the letter is written (anew).

    Raises:
        Refused: A value is none that can be used, or the address to drop is not
            there.
    """
    with transaction(desk, by) as tx:
        customer = the_customer(tx, words)
        customers.change(tx, customer.id, **_checked(desk, customer, changes))
        if add_email:
            _add(desk, tx, customer, add_email.strip())
        if drop_email and not customers.drop_address(tx, customer.id, drop_email):
            raise Refused(f"{customer.name} has no address {drop_email}")
        if _IN_LETTERS & changes.keys():
            write_anew(tx, customer.id, "what is known of him was changed")
        ease.take_back(desk, tx, customer.id)
        changed = [*changes, *(["email"] if add_email or drop_email else [])]
        events.write(
            tx,
            "customer.changed",
            f"customer:{customer.id}",
            f"changed: {', '.join(changed)}",
        )
        return customers.get(tx, customer.id)


def write_anew(tx: Tx, customer_id: str, because: str) -> None:
    """Withdraw a customer's letters that have not left: they are written anew."""
    for letter in outbox.of_customer(tx, customer_id):
        if letter.state in ("proposed", "approved", "ready"):
            ease.withdraw(tx, letter, because)


def _add(desk: Desk, tx: Tx, customer: Customer, email: str) -> None:
    _must_be_of_others(desk, email)
    customers.put_address(tx, customer.id, email, confirmed=True, first=True)
    ease.reachable(tx, customer.id, [email])


def _must_be_of_others(desk: Desk, email: str) -> None:
    if "." not in wire(email).rpartition("@")[2]:
        raise Refused(
            f"{email!r} is not an address on the internet: its end is missing"
        )
    if email.lower() in desk.own_addresses:
        raise Refused(f"{email} is our own address; give the customer's")


def _checked(desk: Desk, customer: Customer, changes: Changes) -> dict[str, object]:
    """Give the values as they are kept, once each is one that can be used."""
    said = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in changes.items()
    }
    if "language" in said:
        said["language"] = str(said["language"]).lower()
    found: dict[str, object] = {**said}
    if "name" in said:
        found["name_key"] = payer_key(_a_name(str(said["name"])))
    if "country" in said:
        found["country"] = _a_country(str(said["country"]).upper())
    if said.get("region"):
        country = str(found.get("country", customer.country))
        _must_be_region(country, str(said["region"]))
    if "language" in said:
        _must_be_written(desk, str(said["language"]))
    if said.get("procedure"):
        a_procedure(desk, str(said["procedure"]))
    for address in filter(None, (said.get("pec"), said.get("senior"))):
        _must_be_of_others(desk, str(address))
    if said.get("method"):
        found["method"] = _a_method(str(said["method"]))
    found |= _by_phone(said)
    if said.get("group"):
        a_group(desk, str(said["group"]))
    return found


def _by_phone(said: Mapping[str, str | bool]) -> dict[str, object]:
    """Check how and when he can be called."""
    phone, zone, hours = (
        str(said.get(name, "")) for name in ("phone", "zone", "answers")
    )
    if phone and not any(sign.isdigit() for sign in phone):
        raise Refused(f"{phone!r} is no number that can be called")
    if zone:
        _must_be_zone(zone)
    return {"answers": _hours(hours)} if hours else {}


def _a_name(name: str) -> str:
    if not name:
        raise Refused("a customer has a name; letters begin with it")
    return name


def _a_method(written: str) -> str:
    try:
        return known_method_said(written)
    except Unreadable as error:
        raise Refused(str(error)) from error


def _must_be_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refused(
            f"{name!r} is no time zone; write one such as Europe/Berlin"
        ) from error


def _hours(written: str) -> str:
    try:
        return write_windows(read_windows(written))
    except Unreadable as error:
        raise Refused(str(error)) from error


def _a_country(code: str) -> str:
    if len(code) != 2 or not is_known(code):  # noqa: PLR2004  ISO 3166-1 alpha-2
        raise Refused(
            f"{code!r} is no country; write its two letters, such as IT or DE"
        )
    return code


def _must_be_region(country: str, region: str) -> None:
    if not is_known(country, region):
        raise Refused(
            f"no holidays are known for {region!r} in {country}; write a province or "
            "a town, such as MI or Milano"
        )


def _must_be_written(desk: Desk, language: str) -> None:
    known = desk.templates.letters
    if language not in known:
        raise Refused(
            f"there are no letters in {language!r}; there are in {', '.join(known)}"
        )
