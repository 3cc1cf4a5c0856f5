"""The service: configuration refused whole, signals, memory, doctor, newer ledgers."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from pathlib import Path

from bench.quarter.firm import Firm, require
from bench.quarter.program import soon
from bench.quarter.story import Chapter, Telling, seen

STORIES = Chapter()
_MOST_MB = 150
_FAULTS = ("undo_minutes", '"off"', "summary")


@STORIES.story(
    44, says="All faults of a configuration at once, with line and did-you-mean"
)
def faults(firm: Firm) -> Telling:
    yield "09-04 17:00"
    path = firm.write_config()
    good = path.read_text("utf-8")
    wrong = good.replace("undo_minutes", "undo_minuts").replace('"off"', '"of"')
    path.write_text(wrong + '[sumary]\nat = "8"\n', "utf-8")
    said = firm.program.say("status")
    checked = firm.program.say("config", "check")
    path.write_text(good, "utf-8")
    seen((said.status, checked.status) == (78, 78), (said, checked))
    lines = [line for line in said.err.splitlines() if "config.toml:" in line]
    seen(len(lines) == len(_FAULTS), said.err)
    require(said.err, *_FAULTS, "did you mean")
    seen("Traceback" not in said.err, said.err)
    return f"3 faults at once, exit 78: {lines[0].partition('config.toml')[2][:80]}"


@STORIES.story(
    44, says="SIGHUP with a broken configuration keeps the old; mended, it is taken"
)
def reload(firm: Firm) -> Telling:
    yield "10-17 17:00"
    path = firm.write_config()
    good = path.read_text("utf-8")
    log = firm.folder / "daemon.log"
    with firm.service() as service:
        path.write_text(good.replace("undo_minutes", "undo_minuts"), "utf-8")
        service.signal(signal.SIGHUP)
        seen(soon(lambda: "was not reloaded" in _tail(log)), _tail(log))
        require(_tail(log), "undo_minuts", "config.toml:")
        path.write_text(good.replace("undo_minutes = 10", "undo_minutes = 11"), "utf-8")
        service.signal(signal.SIGHUP)
        seen(soon(lambda: "configuration was reloaded" in _tail(log)), _tail(log))
    path.write_text(good, "utf-8")
    firm.later(2)
    seen(service.status == 0, f"exit {service.status} after SIGTERM")
    return "kept and said with its line, then taken; SIGTERM: exit 0"


def _tail(log: Path) -> str:
    return log.read_text("utf-8")[-3000:]


@STORIES.story(says="SIGTERM ends the daemon politely each time")
def politely(firm: Firm) -> Telling:
    yield "11-29 22:40"
    wrong = [one for one in firm.mornings if one.status]
    seen(firm.mornings and not wrong, wrong)
    return f"{len(firm.mornings)} lives of the daemon, each ended with 0"


@STORIES.story(43, says="One process below 150 MB; a ledger in SQLite")
def memory(firm: Firm) -> Telling:
    yield "11-29 22:41"
    seen(0 < firm.daemon_megabytes < _MOST_MB, firm.daemon_megabytes)
    size = (firm.folder / "sollecito.db").stat().st_size / 1e6
    return f"{firm.daemon_megabytes:.0f} MB at most; sollecito.db {size:.1f} MB"


@STORIES.story(43, says="`doctor` names each fault and its cure in a sentence")
def doctor(firm: Firm) -> Telling:
    yield "09-04 17:10"
    whole = firm.ask("doctor")
    seen(not [one for one in whole if one["state"] == "fault"], whole)
    path = firm.write_config()
    good = path.read_text("utf-8")
    (firm.folder / "wrong").write_text("wrong", "utf-8")
    (firm.folder / "wrong").chmod(0o600)
    path.write_text(good.replace('"password"', '"wrong"', 1), "utf-8")
    said = firm.program.say("doctor", "--json")
    path.write_text(good, "utf-8")
    found = [one for one in said.json if one["state"] == "fault"]
    seen(said.status == 1, said)
    seen(len(found) == 1, found)
    require(found[0], "mailbox office")
    return f"{len(whole)} looks, no fault; a wrong password: {str(found[0])[:100]}"


@STORIES.story(says="A newer ledger is refused with a sentence")
def a_newer_ledger(firm: Firm) -> Telling:
    yield "10-17 17:30"
    other = firm.folder / "newer.db"
    shutil.copy(firm.folder / "sollecito.db", other)
    with sqlite3.connect(other) as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    path = firm.write_config()
    good = path.read_text("utf-8")
    path.write_text(good + '[ledger]\npath = "newer.db"\n', "utf-8")
    said = firm.program.say("status")
    path.write_text(good, "utf-8")
    seen(said.status != 0, said)
    seen("Traceback" not in said.err, said.err)
    require(said.err, "newer")
    return f"exit {said.status}: {said.err.strip()[:110]}"
