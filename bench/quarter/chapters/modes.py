"""Off, approve, auto: nothing leaves before a person wants it, and she may think again."""

from __future__ import annotations

from bench.quarter.firm import Firm, require
from bench.quarter.story import Chapter, Telling

STORIES = Chapter()


@STORIES.story(19, says="A fresh install sends nothing; the summary and preview say so")
def a_fresh_install(firm: Firm) -> Telling:
    yield "09-02 07:40"
    who = firm.person("Acciaierie Ambra Srl")
    number, _ = firm.owed(who, "08-30")
    yield "09-05 16:00"
    require(firm.do("preview", "--until", "+1"), who.name, "first")
    require(firm.summary().text, "off")
    yield "09-09 16:00"  # the mode is "approve", nobody went live
    firm.has(who, 0)
    yield "09-11 09:25"  # gone live
    (row,) = [
        one for one in firm.ask("review")["letters"] if one["customer"] == who.name
    ]
    firm.has(who, 0)
    firm.do("approve", str(row["no"]))
    yield "09-11 09:31"
    firm.round()
    firm.has(who, 0)  # the undo window
    yield "09-11 10:30"
    firm.has(who, 1)
    require(firm.why(number), "10:05")
    return f"letter {row['no']} proposed 09-10, approved 09-11 09:25, left 10:05"


@STORIES.story(19, says="An approval nobody gives expires after five working days")
def approvals_expire(firm: Firm) -> Telling:
    yield "09-10 08:30"
    who = firm.person("Botteghe Berillo Snc")
    number, _ = firm.owed(who, "09-06")
    yield "09-10 16:00"
    (row,) = [
        one for one in firm.ask("review")["letters"] if one["customer"] == who.name
    ]
    yield "09-18 16:00"
    told = [one for one in firm.events(number) if one["what"] == "letter.withdrawn"]
    require(told, "nobody approved it in time")
    firm.has(who, 1)  # written anew, and sent by itself: the mode is now "auto"
    return f"letter {row['no']} withdrawn {told[0]['at'][:10]}: {told[0]['because']}"


@STORIES.story(
    39, says="An approved letter waits ten minutes; taken back, it stays here"
)
def the_undo_window(firm: Firm) -> Telling:
    yield "09-24 09:00"
    who = firm.person("Cartiera Corallo Spa")
    number, _ = firm.owed(who, "09-20")
    yield "09-24 09:28"  # written at 9:20
    firm.round()
    firm.has(who, 0)
    no = firm.letter_no(number)
    firm.do("review", "letter", no, "--refuse", "ci penso io")
    yield "09-26 16:00"
    firm.has(who, 0)
    require(firm.why(number), "withdrawn")
    firm.do("hold", "--customer", who.name, "--because", "ci penso io")
    return f"letter {no} written 9:20, refused 9:29, nothing left through 09-26"
