from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from agent.letters import templates
from agent.letters.summary import summary
from agent.model.day import Bucket, Day, Line
from agent.model.money import Money
from tests.letters.golden import FULL, OURS, QUIET

NARROW = 44
SECTIONS = (
    "stood_still",
    "to_approve",
    "money_in",
    "letters_out",
    "bounced",
    "unconfirmed",
    "held",
    "quarantined",
    "next_days",
)


def one_line(text: str) -> str:
    return re.sub(r"\n +", " ", text)


def test_the_subject_says_the_essence() -> None:
    assert (
        summary(FULL, "it", OURS).subject
        == "Sollecito, 4 dic: 2 guasti, 7 da fare, 7.348,00 € entrati"
    )
    assert summary(QUIET, "it", OURS).subject == "Sollecito, 4 dic: niente da fare"


def test_what_stood_still_is_read_before_anything_else() -> None:
    text = summary(FULL, "it", OURS).text

    assert text.index("FERMO") < text.index("DA FARE OGGI")


def test_what_waits_for_a_person_is_read_before_what_happened_by_itself() -> None:
    text = summary(FULL, "it", OURS).text

    assert text.index("RISPOSTE") < text.index("DA APPROVARE") < text.index("INCASSI")


def test_money_that_the_bank_took_back_did_not_come_in() -> None:
    lines = (
        Line("Alfa", amount=Money(100_00), said="money.settled"),
        Line("Beta", amount=Money(500_00), said="money.reversed"),
        Line("Gamma", amount=Money(70_00), said="money.not_ours"),
        Line("Delta", amount=Money(-40_00), said="money.undone"),
    )

    subject = summary(replace(QUIET, money_in=lines), "it", OURS).subject

    assert subject.endswith("niente da fare, 100,00 € entrati")


def test_a_phone_number_is_dialled_by_a_touch() -> None:
    page = LexborHTMLParser(summary(FULL, "it", OURS).html)

    links = [
        (link.attributes["href"], link.text()) for link in page.css("a[href^=tel]")
    ]
    assert links == [
        ("tel:0115550199", "Tel. 011\u00a0555\u00a00199"),
        ("tel:+393335550142", "Tel. +39\u00a0333\u00a0555\u00a00142"),
    ]


def test_a_call_without_a_number_says_so() -> None:
    written = summary(FULL, "it", OURS)

    assert written.text.count("Numero di telefono non registrato.") == 1
    assert written.html.count("Numero di telefono non registrato.") == 1


def test_words_that_are_no_number_are_shown_and_not_dialled() -> None:
    call = Line("Alfa", said="call.hand", facts={"phone": "chiedere in portineria"})

    written = summary(replace(QUIET, do_today=(call,)), "it", OURS)

    assert "Tel. chiedere" in written.html
    assert "tel:" not in written.html


def test_the_days_to_come_are_named_once_with_their_weekday() -> None:
    written = summary(FULL, "it", OURS)

    assert "lun\u00a07\u00a0dic: Bar Betulla" in written.text
    assert written.html.count("lun&nbsp;7&nbsp;dic") == 1


def test_a_day_of_another_year_is_named_with_it() -> None:
    stale = Line("conto", said="bank.stale", day=date(2025, 12, 11))

    text = summary(replace(QUIET, stood_still=(stale,)), "it", OURS).text

    assert "fino all’11\u00a0dicembre\u00a02025; le lettere aspettano" in one_line(text)


def test_the_list_of_mails_shows_what_is_to_do_beside_the_subject() -> None:
    page = LexborHTMLParser(summary(FULL, "it", OURS).html)

    (preview,) = page.css(".preview")
    assert preview.text().startswith("Chiama Edil Rovere · Chiama Vivaio Salice · ")


def test_a_quiet_day_is_a_short_mail() -> None:
    written = summary(QUIET, "it", OURS)

    assert len(written.text.splitlines()) <= 31
    assert "Oggi niente da fare." in written.text
    assert "RISPOSTE" not in written.text


def test_no_sections_at_all_is_still_a_mail() -> None:
    empty = Day(firm="Studio Larice", today=date(2026, 12, 4), sending="off")

    written = summary(empty, "en", OURS)

    assert "Nothing to do today." in written.text
    assert "Sending to customers is off" in written.text
    assert "HOW LONG" not in written.text


def test_the_first_summary_explains_itself() -> None:
    assert (
        "il primo riepilogo" in summary(replace(QUIET, is_first=True), "it", OURS).text
    )
    assert "il primo riepilogo" not in summary(QUIET, "it", OURS).text


def test_an_unknown_language_is_written_in_english() -> None:
    assert summary(QUIET, "fr", OURS).subject == "Sollecito, 4 Dec: nothing to do"


def test_more_than_ten_lines_are_counted_not_shown() -> None:
    lines = tuple(Line(f"Cliente {n}") for n in range(12))

    text = summary(replace(QUIET, held=lines), "it", OURS).text

    assert "Cliente 9" in text
    assert "Cliente 10" not in text
    assert "e altre 2" in text


def test_a_long_answer_is_cut_after_four_hundred_characters() -> None:
    reply = Line("Edil Rovere", quote="parola " * 200)

    written = summary(replace(QUIET, replies=(reply,)), "it", OURS)

    assert "…" in written.text
    assert written.html.count("parola") < 60


def test_of_a_page_too_large_what_is_done_loses_its_buttons_first() -> None:
    busy = ("to_approve", "money_in", "letters_out", "bounced", "unconfirmed", "held")
    day = replace(FULL, **{name: (getattr(FULL, name) * 10)[:10] for name in busy})

    page = LexborHTMLParser(summary(day, "it", OURS).html)

    orders = {link.text().split(" ", 1)[1] for link in page.css("a.offer")}
    assert {"ok", "chiamato"} <= orders
    assert "annulla" not in orders


def test_the_fullest_day_is_read_in_ten_minutes_and_is_not_cut_by_gmail() -> None:
    letter = "La lettera è tornata indietro e nessuno sa perché sia accaduto. " * 10
    ten_each = {name: (getattr(FULL, name) * 12)[:12] for name in SECTIONS}
    replies = (Line("Falegnameria Olmo", "Re: Fattura", quote=letter),) * 12

    written = summary(replace(FULL, replies=replies, **ten_each), "it", OURS)

    prose = re.sub(r"(?m)^ *→.*$", "", written.text)  # what may be tapped or typed
    words = prose.replace("\u00a0", "_").split()  # an amount is one
    assert len(words) / 240 < 10  # words a minute, read silently
    assert 0 < len(written.html.encode()) < 100_000


def test_the_picture_is_drawn_to_the_longest_bar_of_its_currency() -> None:
    ageing = (
        Bucket("current", Money(100_00), 2),
        Bucket("1-30", Money(50_00), 1),
        Bucket("31-60", Money(0), 0),
        Bucket("current", Money(10_00, "CHF"), 1),
        Bucket("someday", Money(-5_00), 1),
    )

    text = summary(replace(QUIET, ageing=ageing), "it", OURS).text

    assert f"non scadute: 100,00\u00a0€ (2)\n{'█' * 24}\n" in text
    assert f"1–30 giorni: 50,00\u00a0€ (1)\n{'█' * 12}\n" in text
    assert "31–60 giorni: 0,00\u00a0€ (0)\nnon scadute" in text
    assert f"non scadute: 10,00\u00a0CHF (1)\n{'█' * 24}\n" in text
    assert "someday: -5,00\u00a0€ (1)\n\n" in text


def test_the_bars_of_the_page_are_as_long_as_their_money() -> None:
    ageing = (Bucket("current", Money(100_00), 2), Bucket("1-30", Money(25_01), 1))

    page = LexborHTMLParser(summary(replace(QUIET, ageing=ageing), "it", OURS).html)

    bars = page.css("table:has(> tbody > tr > td.bar)")
    assert [bar.attributes["width"] for bar in bars] == ["100%", "26%"]


def test_a_broken_template_of_the_user_never_costs_the_summary(tmp_path: Path) -> None:
    (tmp_path / "summary").mkdir()
    (tmp_path / "summary" / "summary.txt.j2").write_text("{{ nothing }}", "utf-8")

    written = summary(QUIET, "it", templates.load(tmp_path))

    assert "FERMO" in written.text
    assert "'nothing' is not known" in " ".join(written.text.split())
    assert written.subject.startswith("Sollecito, 4 dic: 1 guasto")


WORDS = st.text(alphabet="abcdefghi èàù", max_size=200)
LINES = st.lists(
    st.builds(
        Line,
        title=WORDS,
        detail=WORDS,
        quote=WORDS,
        no=st.integers(0, 30),
        amount=st.none() | st.builds(Money, st.integers(-(10**9), 10**9)),
    ),
    max_size=3,
).map(tuple)


def width(text: str) -> int:
    return max(
        (len(line) for line in text.splitlines() if " " in line.strip()), default=0
    )


@settings(deadline=None, max_examples=30)
@given(do=LINES, held=LINES, replies=LINES)
def test_no_line_of_words_is_wider_than_a_phone(
    do: tuple[Line, ...], held: tuple[Line, ...], replies: tuple[Line, ...]
) -> None:
    day = replace(QUIET, do_today=do, held=held, replies=replies)

    assert width(summary(day, "it", OURS).text) <= NARROW


def test_what_is_empty_is_left_out() -> None:
    written = summary(replace(QUIET, sending="", chain_head=""), "it", OURS)

    assert written.text.endswith("\n----\n")
    assert "None" not in written.text + written.html


@pytest.mark.parametrize(
    ("language", "seal", "code"),
    [
        ("en", "Seal of the log, against later changes:", "Code of this mail,"),
        ("it", "Sigillo del registro, contro modifiche:", "Codice della mail,"),
    ],
)
def test_the_two_codes_at_the_end_say_what_they_are_for(
    language: str, seal: str, code: str
) -> None:
    written = summary(FULL, language, OURS)

    for text in (written.text, written.html):
        assert seal in text
        assert code in text
