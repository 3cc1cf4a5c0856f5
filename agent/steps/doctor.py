"""Doctor: look at everything the work depends on; name each fault and its cure."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Literal

from agent.channels.email import EmailChannel
from agent.channels.pec import PecChannel
from agent.channels.smtp_login import Capabilities
from agent.dunning.charges import unknown_rate
from agent.errors import SollecitoError, describe
from agent.inbox.source import Source
from agent.ledger import (
    coverage,
    customers,
    due,
    events,
    firms,
    invoices,
    quarantine,
)
from agent.ledger.book import AGENT
from agent.letters.check import check as check_templates
from agent.steps import bank_gaps, money_mails, self_test
from agent.steps.bank_days import is_late
from agent.steps.cures import cure_of
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.fit import ALL_LETTERS, PAUSED
from agent.steps.own_account import ours
from agent.steps.second_look import READER, trial

State = Literal["ok", "warning", "fault"]
_MEND = "mend that line; a copy of yours may also go, then ours is used"
_LEAST_FREE_BYTES = 200 * 1024 * 1024
_CERTIFICATE_WARNING = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at.

    Args:
        cure: What to do about it; empty where all is well.
    """

    name: str
    state: State
    meaning: str
    cure: str = ""


def doctor(
    desk: Desk, notes: Sequence[Check] = (), missing: Path | None = None
) -> Iterator[Check]:
    """Look at one thing after the other; nothing is sent.

    Args:
        notes: Doubts about the configuration.
        missing: The ledger that is not there yet, where the desk has a passing one.
    """
    yield Check("configuration", "ok", "it was read without faults")
    yield from notes
    ledger = partial(_missing_ledger, missing) if missing else _ledger
    looks: tuple[tuple[str, Callable[[Desk], Iterator[Check]]], ...] = (
        ("ledger", ledger),
        ("disk", _disk),
        ("mailboxes", _mailboxes),
        ("way out", _way_out),
        ("certified mail", _certified),
        (READER, _second_reader),
        ("drop folder", _drop_folder),
        ("bank", _bank),
        ("letters", _letters),
        ("interest", _interest),
        ("sending", _sending),
        ("quarantine", _quarantine),
        ("standing still", _standing_still),
    )
    for name, look in looks:
        yield from _guarded(name, desk, look)


def _guarded(
    name: str, desk: Desk, look: Callable[[Desk], Iterator[Check]]
) -> Iterator[Check]:
    """Let a look that fails cost only itself."""
    try:
        yield from look(desk)
    except SollecitoError as error:
        yield Check(name, "fault", str(error), cure_of(str(error)))
    except Exception as error:
        desk.log.exception("doctor: %s", name)
        yield Check(name, "fault", describe(error), "run it again with --debug")


def _missing_ledger(path: Path, _desk: Desk) -> Iterator[Check]:
    folder = path.parent
    if not folder.is_dir():
        told = f"{folder} does not exist, where the ledger is to lie"
        yield Check("ledger", "fault", told, f"mkdir -p {folder}")
    elif not os.access(folder, os.W_OK):
        told = f"{folder} cannot be written, where the ledger is to lie"
        yield Check("ledger", "fault", told, "name another place in [ledger] path")
    else:
        told = f"{path} is not there yet: the first `sollecito import` or `sollecito run` makes it"
        yield Check("ledger", "ok", told)


def _ledger(desk: Desk) -> Iterator[Check]:
    with picture(desk) as tx:
        broken = events.verify(tx)
        started = firms.started_on(tx)
    if broken:
        yield Check("log", "fault", broken, "compare with the head in older summaries")
    else:
        yield Check("ledger", "ok", f"begun on {started}; the log is whole")


def _disk(desk: Desk) -> Iterator[Check]:
    path = desk.ledger.engine.url.database or "."
    if desk.ledger.engine.dialect.name != "sqlite" or path == ":memory:":
        return
    free = shutil.disk_usage(Path(path).absolute().parent).free
    told = f"{free // 2**20} MB are free where the ledger lies"
    if free < _LEAST_FREE_BYTES:
        yield Check("disk", "fault", told, "make room: letters stop when it is full")
    else:
        yield Check("disk", "ok", told)


def _mailboxes(desk: Desk) -> Iterator[Check]:
    if not desk.sources:
        yield Check(
            "mailbox", "fault", "no mailbox is configured", "add a [mailbox.NAME] table"
        )
    for source in desk.sources:
        yield from _guarded(f"mailbox {source.name}", desk, partial(_mailbox, source))


def _mailbox(source: Source, _desk: Desk) -> Iterator[Check]:
    name = f"mailbox {source.name}"
    source.open()
    try:
        roles = {folder.role: folder.name for folder in source.folders()}
        state = source.select(roles["inbox"])
        yield Check(name, "ok", f"logged in; {state.exists} mails in {roles['inbox']}")
        if "sent" not in roles:
            yield Check(
                name,
                "warning",
                "no Sent folder was found: colleagues' mails and copies are not seen",
                f"name it in [mailbox.{source.name}.folders]",
            )
        if not source.can_idle():
            yield Check(
                name,
                "warning",
                "the server announces no new mail (no IDLE): it is looked at by the clock",
                "nothing; replies are seen a little later",
            )
    finally:
        source.close()


def _way_out(desk: Desk) -> Iterator[Check]:
    channel = desk.channel
    if not isinstance(channel, EmailChannel):
        yield Check(
            "way out", "fault", "no [smtp] is configured", "add an [smtp] table"
        )
        return
    found = channel.probe()
    yield Check("way out", "ok", "logged in to the mail server over TLS")
    if not found.dsn:
        yield Check(
            "way out",
            "warning",
            "the server gives no delivery reports: letters are confirmed by replies, "
            "payments and read receipts alone",
            "ask the provider for DSN (RFC 3461), or expect more calls",
        )
    yield from _certificate(desk, "way out", found)
    yield from _detail(desk)


def _certificate(desk: Desk, name: str, found: Capabilities) -> Iterator[Check]:
    until = found.certificate_until
    if until is not None and until - desk.clock.now() < _CERTIFICATE_WARNING:
        yield Check(
            name,
            "warning",
            f"the server's certificate ends on {until:%Y-%m-%d}",
            "ask the provider, or whoever keeps the server, for a new one",
        )


def _certified(desk: Desk) -> Iterator[Check]:
    if desk.pec is None:
        return
    name = "certified mail"
    if isinstance(desk.pec.channel, PecChannel):
        found = desk.pec.channel.probe()
        told = f"logged in; letters leave as {desk.pec.address}"
        yield Check(name, "ok", f"{told}, receipts come to {desk.pec.mailbox}")
        yield from _certificate(desk, name, found)


def _second_reader(desk: Desk) -> Iterator[Check]:
    if desk.second_reader is None:
        return
    try:
        found = ", ".join(word for word, _ in trial(desk.second_reader).said)
    except SollecitoError as error:
        told = f"{error}; mails are read without it"
        yield Check(READER, "warning", told, cure_of(str(error)))
    else:
        told = f"it answers; in a promise of ours it found: {found or 'nothing'}"
        yield Check(READER, "ok", f"{told}. It is shown customers' words")


def _detail(desk: Desk) -> Iterator[Check]:
    self_test.probe_detail(desk)
    with picture(desk) as tx:
        detail = firms.switch(tx, "plus_detail")
    local = desk.sender.email.partition("@")[0]
    if detail == "yes":
        yield Check("+detail", "ok", f"{local}+word is taken: bounces carry our token")
    elif detail == "no":
        yield Check(
            "+detail",
            "warning",
            f"{local}+word is not taken: bounces are tied by Message-ID alone, and a "
            "letter cut off in mid-air is proven only by the copy to our own address",
            "nothing, or ask the provider for sub-addressing (RFC 5233)",
        )


def _drop_folder(desk: Desk) -> Iterator[Check]:
    folder = desk.intake.folder
    if folder is not None and not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        told = f"{folder} is not there, or cannot be written"
        yield Check("drop folder", "fault", told, f"mkdir -p {folder}")
    elif folder is not None:
        yield Check("drop folder", "ok", f"{folder} is watched")


def _bank(desk: Desk) -> Iterator[Check]:
    with picture(desk) as tx:
        covered = coverage.days(tx)
        missing = bank_gaps.found(desk, tx)
        strangers = money_mails.untrusted(desk, tx)
    for domain in strangers:
        told = f"mails from {domain} speak of money, and nobody reads them"
        cure = f"`sollecito bank trust {domain}` if it is your bank or payment service"
        yield Check("bank", "warning", told, cure)
    for account, gap in missing:
        told = (
            f"no statement of account {account} tells of {gap.missing} from {gap.since} "
            f"to {gap.until}"
        )
        waits = ": letters wait" if account in desk.intake.accounts else ""
        cure = (
            "download those days from the bank and `sollecito import` the file; "
            f"`sollecito bank complete {account[-6:]} --because WHY` if none exists"
        )
        yield Check("bank", "warning", f"{told}{waits}", cure)
    if not covered:
        yield Check(
            "bank",
            "warning",
            "no bank statement was read yet: nobody who paid can be known",
            "export a statement and `sollecito import` it",
        )
    for account, day in covered.items():
        if account in desk.intake.accounts and (day is None or is_late(desk, day)):
            told = f"the last statement of account {account} goes to {day or 'no day'}"
            cure = "fetch the next one from the bank and `sollecito import` it"
            yield Check("bank", "warning", f"{told}: letters wait", cure)
        else:
            yield Check("bank", "ok", f"account {account} is read through {day}")


def _letters(desk: Desk) -> Iterator[Check]:
    with picture(desk) as tx:
        used = customers.languages(tx) | {desk.default_language}
    faults = check_templates(desk.templates.folder, ours(desk), used)
    for fault in faults:
        yield Check("letters", "fault", fault, _MEND)
    folder = desk.templates.folder
    if folder is not None and not folder.is_dir():
        told = f"{folder} is not a folder: letters wear our own words"
        yield Check("letters", "warning", told, f"mkdir -p {folder}")
    elif not faults:
        yield Check("letters", "ok", "every template in use writes, in plain words")


def _interest(desk: Desk) -> Iterator[Check]:
    """Tell a rate that is missing where letters are to speak of interest."""
    with picture(desk) as tx:
        owing = set(invoices.customers_with_open_items(tx))
        told = [one for one in customers.some(tx, owing) if not one.is_consumer]
    modes = {desk.late.letters, *(desk.late.mode_of(one) for one in told)}
    unknown = unknown_rate(desk.late, desk.clock.today())
    if modes == {"waive"}:
        return
    if unknown:
        meaning, _, cure = unknown.partition("; ")
        yield Check(
            "interest", "warning", f"letters are to speak of it, but {meaning}", cure
        )
    else:
        yield Check("interest", "ok", "the rate of today is known")


def _sending(desk: Desk) -> Iterator[Check]:
    with picture(desk) as tx:
        live = firms.switch(tx, "live")
        last = due.of(tx, "summary").ran_at
    if not live or desk.sending.mode == "off":
        yield Check(
            "sending",
            "warning",
            "no letter leaves to customers",
            'set [sending] mode to "approve", then `sollecito go-live`',
        )
    else:
        yield Check("sending", "ok", f"live, mode {desk.sending.mode}")
    if not desk.summary.to:
        yield Check(
            "summary", "fault", "nobody gets the summary", "name one in [summary] to"
        )
    elif last is None:
        yield Check("summary", "ok", "the first one comes on the next working day")
    else:
        yield Check("summary", "ok", f"the last one was written on {last:%Y-%m-%d}")


def _quarantine(desk: Desk) -> Iterator[Check]:
    with picture(desk) as tx:
        items = quarantine.listed(tx)
    if items:
        yield Check(
            "quarantine",
            "warning",
            f"{len(items)} items could not be read",
            "`sollecito quarantine list` names them",
        )


def _standing_still(desk: Desk) -> Iterator[Check]:
    with picture(desk) as tx:
        still = [each for each in due.standings(tx) if each.since is not None]
        stopped = firms.switched(tx, PAUSED)
    for each in still:
        if each.what == ALL_LETTERS and stopped and stopped.by != AGENT:
            end = f" until {stopped.until}" if stopped.until else ""
            told = f"{stopped.by} stopped them{end}: {stopped.because}"
            yield Check(each.what, "warning", told, "`sollecito resume` ends that")
            continue
        yield Check(
            each.what, "fault", f"stands still: {each.because}", cure_of(each.because)
        )


def worst(checks: Sequence[Check]) -> int:
    """Give the exit status: 1 if there is a fault, else 0."""
    return int(any(check.state == "fault" for check in checks))
