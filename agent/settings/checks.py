"""Find what is wrong between keys: each may be right alone, not together.

The document is read as it was written, so that these faults are told together with
those of single keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from agent.bank.titles import ROLES
from agent.dunning.holidays import is_known
from agent.dunning.procedure import SHIPPED, faults, out_of_order
from agent.invoices.titles import CUSTOMER_ROLES, INVOICE_ROLES
from agent.model.procedure import Procedure, Stage
from agent.settings.faults import WHOLE_NUMBER, Fault, close_to
from agent.settings.kinds import is_email
from agent.settings.lines import Place
from agent.settings.secrets import KEY_SOURCES, SOURCES

Document = Mapping[str, Any]
_COLUMNS: Mapping[str, Mapping[str, Any]] = {
    "columns": INVOICE_ROLES,
    "customer_columns": CUSTOMER_ROLES,
    "statement_columns": ROLES,
}


def between_keys(document: Document) -> Iterator[Fault]:
    """Give every fault that lies between keys, in no special order."""
    for check in _CHECKS:
        yield from check(document)


def _one_password_each(document: Document) -> Iterator[Fault]:
    logins: dict[Place, Document] = {
        ("mailbox", name): box for name, box in _tables(document, "mailbox")
    }
    if smtp := _table(document, "smtp"):
        logins["smtp",] = smtp
    if pec := _table(document, "pec"):
        logins["pec",] = pec
    for place, login in logins.items():
        named = [source for source in SOURCES if login.get(source)]
        if len(named) > 1:
            yield Fault(
                (*place, named[1]), f"{named[0]} is given too", "one password source"
            )
        elif not named and (login.get("user") or place[0] == "mailbox"):
            yield Fault(place, "no password is named", f"one of {', '.join(SOURCES)}")


def _one_key(document: Document) -> Iterator[Fault]:
    reader = _table(document, "reader")
    named = [source for source in KEY_SOURCES if reader.get(source)]
    if len(named) > 1:
        yield Fault(("reader", named[1]), f"{named[0]} is given too", "one of the two")


def _one_ledger(document: Document) -> Iterator[Fault]:
    ledger = _table(document, "ledger")
    named = [key for key in ("path", "url", "url_file") if ledger.get(key)]
    if len(named) > 1:
        yield Fault(("ledger", named[1]), f"{named[0]} is given too", "one of the two")
    if ":" in str(ledger.get("url", "")).rpartition("@")[0].partition("//")[2]:
        yield Fault(
            ("ledger", "url"),
            "no password ever stands in this file",
            "the whole address in a file named by url_file",
        )


def _known_procedures(document: Document) -> Iterator[Fault]:
    known = [*SHIPPED, *_table(document, "procedure")]
    dunning = _table(document, "dunning")
    places: dict[Place, object] = {
        ("dunning", key): dunning.get(key)
        for key in ("procedure", "returned", "proforma")
    }
    for group, name in _table(dunning, "groups").items():
        places["dunning", "groups", group] = name
    for place, name in places.items():
        if isinstance(name, str) and name not in known:
            expected = f"one of {', '.join(known)}"
            problem = f'there is no procedure "{name}"'
            yield Fault(place, problem, expected, close_to(name, known))


def _a_way_out(document: Document) -> Iterator[Fault]:
    mode = _table(document, "sending").get("mode")
    if mode in ("approve", "auto"):
        for table, why in (
            ("smtp", "letters have no way out"),
            ("mailbox", "replies and bounces would not be seen"),
        ):
            if not document.get(table):
                yield Fault(
                    ("sending", "mode"), f'"{mode}", but {why}', f"a table [{table}]"
                )
    if _table(document, "summary").get("to") and not document.get("smtp"):
        yield Fault(("summary", "to"), "the mail has no way out", "a table [smtp]")


def _receipts_elsewhere(
    pec: Mapping[str, Any], boxes: Mapping[str, Mapping[str, Any]], name: object
) -> Iterator[Fault]:
    """Receipts go to the address that certified letters are from (RFC 6109 § 3.1.1)."""
    reads = str(boxes.get(str(name), {}).get("user", ""))
    ours = str(pec.get("from", ""))
    if ours and "@" in reads and ours.lower() != reads.lower():
        said = f"its receipts go there, but [mailbox.{name}] reads {reads}"
        yield Fault(("pec", "from"), said, f"the address of that mailbox, {reads}")


def _certified_mail(document: Document) -> Iterator[Fault]:
    """Certified mail without its receipts would prove nothing."""
    boxes = dict(_tables(document, "mailbox"))
    certified = [name for name, box in boxes.items() if box.get("kind") == "pec"]
    expected = 'a table [mailbox.NAME] with kind = "pec"'
    pec = _table(document, "pec")
    named = pec.get("mailbox")
    if named and named not in certified:
        there = close_to(named, certified) if isinstance(named, str) else ""
        yield Fault(
            ("pec", "mailbox"), "there is no such certified mailbox", expected, there
        )
    elif pec and not certified:
        yield Fault(("pec",), "its receipts would not be seen", expected)
    else:
        yield from _receipts_elsewhere(pec, boxes, named or next(iter(certified), ""))
    for place, stage in _stages(document):
        if stage.get("channel") == "pec" and not pec:
            said = "certified mail has no way out"
            yield Fault((*place, "channel"), said, "a table [pec]")


def _stages(document: Document) -> Iterator[tuple[Place, Document]]:
    for name, table in _tables(document, "procedure"):
        stages = table.get("stages")
        for no, stage in enumerate(stages if isinstance(stages, list) else ()):
            if isinstance(stage, dict):
                yield ("procedure", name, "stages", no), stage


def _stages_follow(document: Document) -> Iterator[Fault]:
    """Find stages out of order also where an entry of the list has faults of its own.

    Where none has, the model finds the very same.
    """
    for name, table in _tables(document, "procedure"):
        listed = table.get("stages")
        entries = listed if isinstance(listed, list) else []
        known = [stage for stage in map(_stage, entries) if stage]
        is_whole = len(known) == len(entries)
        wrong = faults(Procedure("", tuple(known))) if is_whole else out_of_order(known)
        if known and (said := "; ".join(wrong)):
            yield Fault(("procedure", name, "stages"), said)


def _stage(entry: object) -> Stage | None:
    """Read name and day of a stage, its day also in quotation marks; else nothing."""
    if not isinstance(entry, dict):
        return None
    name, days = entry.get("name"), entry.get("days")
    if isinstance(days, str) and WHOLE_NUMBER.fullmatch(days.strip()):
        days = int(days)
    if not isinstance(name, str) or type(days) is not int:
        return None
    return Stage(name, days, in_working_days=entry.get("working_days") is True)


def _copies_stay_with_us(document: Document) -> Iterator[Fault]:
    """Nobody but the customer and the firm reads of a debt."""
    known = {str(each).lower() for each in _our_addresses(document)}
    for place, stage in _stages(document):
        listed = () if stage.get("call") is True else stage.get("copy_to")
        for no, to in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(to, str) and is_email(to) and to.lower() not in known:
                said = f"{to} is none of your own addresses"
                cure = '"senior", or an address that [firm] addresses lists'
                yield Fault((*place, "copy_to", no), said, cure)


def _our_addresses(document: Document) -> Iterator[object]:
    """Give what `Settings.own_addresses` will."""
    summary = _table(document, "summary")
    for listed in (_table(document, "firm").get("addresses"), summary.get("to")):
        yield from listed if isinstance(listed, list) else ()
    yield summary.get("deputy")
    for name in ("smtp", "pec"):
        yield _table(document, name).get("from")
    yield from (box.get("user") for _, box in _tables(document, "mailbox"))


def _calls_write_nothing(document: Document) -> Iterator[Fault]:
    """A stage that is a call has no letter of which more could be said."""
    for place, stage in _stages(document):
        for key in ("attach", "receipt", "copy_to", "formal", "channel"):
            if stage.get("call") is True and stage.get(key):
                said = "this stage is a call: no letter leaves"
                yield Fault((*place, key), said, f"the stage without {key}")


def _known_region(document: Document) -> Iterator[Fault]:
    firm = _table(document, "firm")
    region, country = firm.get("region"), firm.get("country", "IT")
    if not region or not isinstance(region, str) or not isinstance(country, str):
        return
    if is_known(country) and not is_known(country, region):
        yield Fault(
            ("firm", "region"),
            f'no holidays are known of "{region}" in {country}',
            "a province or town such as MI or Milano",
        )


def _known_columns(document: Document) -> Iterator[Fault]:
    intake = _table(document, "intake")
    for table, known in _COLUMNS.items():
        for name in _table(intake, table):
            if name not in known:
                yield Fault(
                    ("intake", table, name),
                    "there is no such column",
                    f"one of {', '.join(known)}",
                    close_to(name, list(known)),
                )


_CHECKS: tuple[Callable[[Document], Iterator[Fault]], ...] = (
    _one_password_each,
    _one_key,
    _one_ledger,
    _known_procedures,
    _a_way_out,
    _certified_mail,
    _copies_stay_with_us,
    _calls_write_nothing,
    _stages_follow,
    _known_region,
    _known_columns,
)


def _table(document: Document, name: str) -> Document:
    found = document.get(name)
    return found if isinstance(found, dict) else {}


def _tables(document: Document, name: str) -> Iterator[tuple[str, Document]]:
    for inner, table in _table(document, name).items():
        if isinstance(table, dict):
            yield inner, table
