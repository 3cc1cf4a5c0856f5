"""Safety: looking changes nothing, the log shows tampering, the mailbox stays the user's."""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3

from bench.quarter.firm import Firm, require
from bench.quarter.story import Chapter, Telling, seen
from tests.e2e.config import OFFICE

STORIES = Chapter()


@STORIES.story(
    38, says="`preview` shows tomorrow's letters exactly, and changes no byte"
)
def preview(firm: Firm) -> Telling:
    yield "10-24 17:45"
    firm.owed(firm.person("Fonderia Fosfosiderite Srl"), "10-22")
    firm.round()
    before = _digest(firm)
    plans = firm.ask("preview", "--until", "+1")
    firm.do("preview", "--until", "2024-12-31", "--words")
    seen(_digest(firm) == before, "the ledger changed")
    planned = {
        one["recipient"]
        for one in plans
        if one["letter"] and one["day"] == "2024-10-25" and one["state"] == "planned"
    }
    yield "10-25 16:30"
    written = {one["recipient"]: one for one in _written(firm, "2024-10-25")}
    seen(
        planned and planned == set(written),
        f"planned {planned}, written {set(written)}",
    )
    return f"{len(planned)} letters foreseen, the same {len(written)} written; sha256 equal"


def _digest(firm: Firm) -> str:
    with sqlite3.connect(firm.folder / "sollecito.db") as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    return hashlib.sha256((firm.folder / "sollecito.db").read_bytes()).hexdigest()


def _written(firm: Firm, on: str) -> list[dict[str, str]]:
    """Give the letters written on a day, with their recipients, by the ledger's own file."""
    query = (
        "select d.recipient, l.kind from deliveries d join letters l on l.id = d.letter "
        "where l.customer is not null and date(l.created_at) = ?"
    )
    with sqlite3.connect(firm.folder / "sollecito.db") as connection:
        rows = connection.execute(query, (on,)).fetchall()
    return [{"recipient": row[0], "kind": row[1]} for row in rows]


@STORIES.story(40, says="The log is whole after thirteen weeks; a changed line shows")
def the_log(firm: Firm) -> Telling:
    yield "11-29 22:50"
    require(firm.do("events", "--verify"), "whole")
    count = len(firm.events())
    path = firm.write_config()
    good = path.read_text("utf-8")
    shutil.copy(firm.folder / "sollecito.db", firm.folder / "forged.db")
    with sqlite3.connect(firm.folder / "forged.db") as connection:
        connection.execute("update events set what = 'letter.read' where seq = 100")
    path.write_text(good + '[ledger]\npath = "forged.db"\n', "utf-8")
    said = firm.program.say("events", "--verify")
    path.write_text(good, "utf-8")
    seen(said.status == 1, said)
    return f"{count} events whole; line 100 changed: {said.out.strip()[:80]}"


@STORIES.story(40, says="The head of the log stands in every summary")
def the_head(firm: Firm) -> Telling:
    yield "11-29 22:51"
    told = [re.findall(r"[0-9a-f]{8,}", one.text) for one in firm.summaries()]
    seen(told and all(told), [one.text[-200:] for one in firm.summaries()[:1]])
    heads = {each[-1] for each in told}
    return f"{len(told)} summaries, {len(heads)} heads, the last {told[-1][-1]}"


@STORIES.story(41, says="Nothing in the user's mailbox is marked, moved or deleted")
def nothing_is_marked(firm: Firm) -> Telling:
    yield "11-29 22:52"
    with firm.pair.imap(OFFICE) as client:
        client.select("INBOX", readonly=True)
        _, found = client.uid("FETCH", "1:*", "(FLAGS)")
    flags = [line for line in found if isinstance(line, bytes)]
    marked = [one for one in flags if b"Seen" in one or b"Deleted" in one]
    seen(flags and not marked, marked[:3])
    return f"{len(flags)} mails in the inbox, none seen or deleted by us"
