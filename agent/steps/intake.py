"""Intake: what a file is, by its content; recorded once, or set aside with a sentence."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import assert_never

from agent.errors import SollecitoError, TryLater, Unreadable, describe
from agent.inbox.drop_folder import DropFile, DropFolder
from agent.invoices.customers import Customers
from agent.invoices.document import Documents
from agent.invoices.formats.pdf import is_pdf
from agent.ledger import blobs, due, quarantine
from agent.ledger.book import Tx
from agent.model.customer import CustomerRow
from agent.model.invoice import Invoice
from agent.model.payment import Statement
from agent.steps import (
    exchange,
    import_customers,
    import_invoices,
    layouts,
    open_items,
    proformas,
    read_bank,
    written_proformas,
)
from agent.steps.contents import Contents, FileKind, Sight
from agent.steps.desk import Desk
from agent.steps.each import each, in_slices, nothing, transaction
from agent.steps.taken import Taken
from agent.steps.written_proformas import NOTHING, Told

# Kinds that may hold payments: while one is set aside no letter leaves.
MAY_HOLD_MONEY = ("statement", "table", "file")
FOLDER = "drop folder"
_WHATS = {"open_items": "list of what is open", "proforma": "pro-forma or list of them"}


def drop_folder(desk: Desk, beat: Callable[[], None] = nothing) -> Taken:
    """Take in every settled file of the drop folder, and put it away.

    A folder that cannot be looked into stands still in the summary until it
    can; a file that cannot be read or moved costs only itself.

    Args:
        beat: Called before each file, and between two slices of a long one.
    """
    taken = Taken()
    if desk.intake.folder is None:
        return taken
    settle = desk.intake.settle_seconds
    folder = DropFolder(
        desk.intake.folder, pause=lambda: threading.Event().wait(settle)
    )

    def look(shelf: DropFolder) -> None:
        found.extend(shelf.files())

    def one(file: DropFile) -> None:
        taken.add(_take_dropped(desk, folder, file, beat))

    found: list[DropFile] = []
    faults = each(desk, [folder], look, lambda _: FOLDER)
    faults += each(desk, found, one, lambda file: file.name, beat)
    taken.problems += [fault.error for fault in faults]
    with transaction(desk) as tx:
        if not faults:
            due.works(tx, FOLDER)
        elif due.stands_still(tx, FOLDER, faults[0].error):
            desk.log.warning("%s: %s", FOLDER, faults[0].error)
    return taken


def _take_dropped(
    desk: Desk, folder: DropFolder, file: DropFile, beat: Callable[[], None]
) -> Taken:
    try:
        data = folder.read(file)
    except Unreadable as error:
        taken = _set_aside(desk, "file", file.name, "", str(error))
    else:
        day = _written_on(desk, file.written)
        taken = take_file(desk, file.name, data, as_of=day, beat=beat)
    if taken.problems and not taken.has_news:
        folder.aside(file)
    else:
        folder.done(file)
    return taken


def take_paths(
    desk: Desk,
    paths: Sequence[Path],
    *,
    only: FileKind | None = None,
    as_of: date | None = None,
    told: Told = NOTHING,
) -> Taken:
    """Take in files a person names; they stay where they are.

    Args:
        only: What alone they may be; None = anything we read.
        as_of: Of what day a list of what is open is; None = when it was written.
        told: What a person says of the one pro-forma they are.
    """
    taken = Taken()

    def one(path: Path) -> None:
        try:
            data = path.read_bytes()
            day = as_of or _written_on(desk, path.stat().st_mtime)
        except OSError as error:
            raise Unreadable(f"{path}: cannot be read: {error.strerror}") from error
        taken.add(take_file(desk, path.name, data, only=only, as_of=day, told=told))

    faults = each(desk, paths, one)
    taken.problems += [fault.error for fault in faults]
    return taken


def _written_on(desk: Desk, seconds: float) -> date:
    """Give the day a file was written: an export left lying is not of today."""
    now = desk.clock.now().timestamp()
    return datetime.fromtimestamp(min(seconds, now), desk.clock.zone).date()


def take_file(
    desk: Desk,
    name: str,
    data: bytes,
    *,
    only: FileKind | None = None,
    despite_doubts: bool = False,
    as_of: date | None = None,
    told: Told = NOTHING,
    beat: Callable[[], None] = nothing,
) -> Taken:
    """Take in one file; one that cannot be read goes to quarantine with its bytes.

    A try is counted before the file is opened: one that kills the program is
    set aside at the third start.

    Args:
        only: What alone it may be; None = anything we read. "open_items" is told by
            this or by its configured name, never by its content.
        despite_doubts: A person looked at a doubtful statement and takes it.
        as_of: Of what day a list of what is open is; None = today.
        told: What a person says of the one pro-forma it is.
        beat: Called between two slices of a long file.

    Raises:
        TryLater: The ledger cannot be written now; the file is as it was.
    """
    if only is None and open_items.is_one(desk, name):
        only = "open_items"
    day = as_of or desk.clock.today()
    if only == "open_items" and (problem := open_items.why_old(desk, name, day)):
        return Taken(files=1, problems=[problem])
    sha256 = hashlib.sha256(data).hexdigest()
    with transaction(desk) as tx:
        tries = quarantine.attempt(tx, "file", name, data)
    if tries >= quarantine.TRIES:
        problem = f"{name}: reading it stopped the program {tries - 1} times"
        return _set_aside(desk, "file", name, sha256, problem)
    kind: FileKind = only or "file"
    try:
        sight = _seen_as(only, layouts.readers(desk).look(data, name), name)
        kind = sight.kind
        with transaction(desk) as tx:
            blobs.keep(tx, data, kind)
        file = _File(name, data, sha256, day, despite_doubts, told)
        taken = _take(desk, sight, file, beat)
        with transaction(desk) as tx:
            for was in ("file", kind, "table"):
                quarantine.clear(tx, was, name, sha256)
            if taken.problems:
                _keep_problems(tx, kind, name, sha256, taken.problems)
    except TryLater:
        raise
    except SollecitoError as error:
        return _set_aside(desk, kind, name, sha256, str(error))
    except Exception as error:
        desk.log.exception("file %s could not be read", name)
        return _set_aside(desk, kind, name, sha256, f"{name}: {describe(error)}")
    taken.files = 1
    return taken


def _seen_as(only: FileKind | None, sight: Sight, name: str) -> Sight:
    if only in ("open_items", "proforma") and sight.kind == "invoice":
        return replace(sight, kind=only)
    if only == "proforma" and sight.kind == "copy":
        return replace(sight, kind=only)  # what its words do not say a person can
    if only not in (None, sight.kind) and (only, sight.kind) != ("statement", "table"):
        what = _WHATS.get(str(only), only)
        raise Unreadable(f"{name}: it is no {what} that we read")
    return sight


@dataclass(frozen=True, slots=True)
class _File:
    """A file in hand.

    Args:
        day: Of which it is, where it is a list of what is open.
        despite_doubts: A person looked at a doubtful statement and takes it.
        told: What a person says of the one pro-forma it is.
    """

    name: str
    data: bytes
    sha256: str
    day: date
    despite_doubts: bool
    told: Told


def _take(desk: Desk, sight: Sight, file: _File, beat: Callable[[], None]) -> Taken:
    """Record what a file holds; a long one in slices, harmless the second time."""
    match sight.kind:
        case "statement":
            return _take_statements(desk, file, sight.read().statements)
        case "invoice":
            return _take_invoices(desk, file, sight.read().documents, beat)
        case "proforma":
            return _take_proformas(desk, file, sight.read(), beat)
        case "open_items":
            return _take_list(desk, file, sight.read().documents, beat)
        case "sdi_receipt":
            notice = sight.read().notice
            assert notice
            with transaction(desk) as tx:
                return _told(exchange.take(desk, tx, notice, file.name, file.sha256))
        case "customers":
            return _take_customers(desk, file, sight.read().customers, beat)
        case "copy":
            sight.read()
            with transaction(desk) as tx:
                return Taken(
                    known=import_invoices.attach_copy(tx, file.name, file.data)
                )
        case "file" | "table":
            sight.read()
        case "unknown":
            pass
        case _:
            assert_never(sight.kind)
    raise Unreadable(
        f"{file.name}: neither an invoice, a bank statement nor a list of "
        "customers that we read; see docs/files.md for what we do"
    )


def _told(problem: str) -> Taken:
    """Tell of a receipt that fits no invoice; it waits in sight of a person."""
    return Taken(known=not problem, problems=[problem] if problem else [])


def _take_statements(desk: Desk, file: _File, found: Sequence[Statement]) -> Taken:
    """Record a bank's file whole or not at all: half of it looks like all of it."""
    taken = Taken()
    with transaction(desk) as tx:
        for statement in found:
            one = read_bank.record(
                desk,
                tx,
                statement,
                file.name,
                file.sha256,
                despite_doubts=file.despite_doubts,
            )
            taken.payments += one.fresh
            taken.known += one.known
            taken.problems += one.problems
    return taken


def _take_invoices(
    desk: Desk, file: _File, documents: Documents, beat: Callable[[], None]
) -> Taken:
    taken = Taken(problems=[*documents.problems], remarks=[*documents.notes])

    def some(part: Sequence[Invoice]) -> None:
        with transaction(desk) as tx:
            told = import_invoices.record_all(desk, tx, part, file.name, file.sha256)
            if is_pdf(file.data):
                import_invoices.attach_own(tx, told, file.name, file.sha256)
        for one in told:
            taken.count(one)

    named = [one for one in documents.invoices if _names_somebody(documents, one)]
    if nameless := len(documents.invoices) - len(named):
        taken.problems.append(f"{file.name}: {_NO_BUYERS.format(nameless)}")
    # An invoice in the same list may take the place of a pro-forma of it.
    ordered = sorted(named, key=lambda one: one.kind != "proforma")
    faults = in_slices(desk, ordered, some, lambda one: f"invoice {one.number}", beat)
    taken.problems += [f"{file.name}: {one.item}: {one.error}" for one in faults]
    return taken


def _names_somebody(documents: Documents, one: Invoice) -> bool:
    """Tell what may be recorded of a table: it has a column that names customers."""
    buyer = one.buyer
    return not documents.is_table or bool(buyer.name or buyer.vat_id or buyer.tax_code)


_NO_BUYERS = "no column names the customers of {} documents; add one, such as Cliente"


def _take_proformas(
    desk: Desk, file: _File, found: Contents, beat: Callable[[], None]
) -> Taken:
    if (said := found.written) is None:
        if file.told != NOTHING:
            raise Unreadable(f"{file.name}: only of a PDF can you say what it says")
        listed = proformas.as_proformas(found.documents)
        return _take_invoices(desk, file, listed, beat)
    taken, source = Taken(), (file.name, file.sha256)
    with transaction(desk) as tx:
        taken.count(written_proformas.take(desk, tx, said, *source, file.told))
    return taken


_OF_DAY = "taken as the list of {}; `--as-of DAY` says otherwise"


def _take_list(
    desk: Desk, file: _File, documents: Documents, beat: Callable[[], None]
) -> Taken:
    """Record what a list names anew, then compare: what is open here, and there."""
    fresh = open_items.unknown(desk, documents, file.name)
    taken = _take_invoices(desk, file, fresh, beat)
    with transaction(desk) as tx:
        told = open_items.reconcile(desk, tx, documents, file.day)
    taken.known += len(documents.invoices) - len(fresh.invoices)
    taken.remarks += told.remarks
    if file.day < desk.clock.today():
        taken.remarks.append(f"{file.name}: {_OF_DAY.format(file.day)}")
    return taken


def _take_customers(
    desk: Desk, file: _File, table: Customers, beat: Callable[[], None]
) -> Taken:
    taken = Taken(problems=[*table.problems])

    def some(part: Sequence[CustomerRow]) -> None:
        with transaction(desk) as tx:
            told = [import_customers.record_customer(desk, tx, row) for row in part]
        taken.customers += told.count("new")
        taken.changed += told.count("changed")
        taken.known += told.count("known")

    faults = in_slices(desk, table.rows, some, lambda row: f"line {row.line}", beat)
    taken.problems += [f"{file.name} {one.item}: {one.error}" for one in faults]
    return taken


def _set_aside(
    desk: Desk, kind: FileKind, name: str, sha256: str, problem: str
) -> Taken:
    with transaction(desk) as tx:
        for other in {"file", "table", "statement"} - {kind}:
            quarantine.clear(tx, other, name, sha256)
        quarantine.set_aside(tx, kind, name, sha256, problem)
    return Taken(files=1, problems=[problem])


def _keep_problems(
    tx: Tx, kind: FileKind, name: str, sha256: str, problems: Sequence[str]
) -> None:
    """Keep the rows that could not be read in sight; the good ones are recorded."""
    quarantine.set_aside(tx, kind, name, sha256, "; ".join(problems[:5]))
