from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from agent.letters import templates
from agent.letters.summary import summary
from agent.model.day import Bucket, Day, Line
from agent.model.money import Money
from tests.letters.golden import FULL, OURS, QUIET

NARROW = 44


def test_the_subject_says_the_essence() -> None:
    assert (
        summary(FULL, "it", OURS).subject
        == "Sollecito, 4 dic: 1 guasto, 4 da fare, 4.210,00 € entrati"
    )
    assert summary(QUIET, "it", OURS).subject == "Sollecito, 4 dic: niente da fare"


def test_what_stood_still_is_read_before_anything_else() -> None:
    text = summary(FULL, "it", OURS).text

    assert text.index("FERMO") < text.index("DA FARE OGGI")


def test_a_quiet_day_is_a_short_mail() -> None:
    written = summary(QUIET, "it", OURS)

    assert len(written.text.splitlines()) < 30
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


def test_a_long_answer_is_cut_after_five_hundred_characters() -> None:
    reply = Line("Edil Rovere", quote="parola " * 200)

    written = summary(replace(QUIET, replies=(reply,)), "it", OURS)

    assert "…" in written.text
    assert written.html.count("parola") < 80


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
