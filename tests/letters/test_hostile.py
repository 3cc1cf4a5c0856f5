from __future__ import annotations

import unicodedata
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from agent.letters import templates
from agent.letters.compose import compose
from agent.letters.filters import clean
from agent.letters.sample_day import day
from agent.letters.samples import facts
from agent.letters.summary import compose_day
from agent.model.day import Day, Fact
from agent.model.letter import Composed

OURS = templates.load()
PLAIN = facts("third", "it", "formal")
DAY = day()
NAMES = st.one_of(
    st.text(max_size=80),
    st.text(
        alphabet="<>&\"'{}%#-\\/=\r\n\t\x00\x02\x03\u202e\u2066 aitemspay", max_size=80
    ),
).map("Rossi".__add__)


def skeleton(html: str) -> list[tuple[str | None, frozenset[str]]]:
    """Every element and the names of its attributes, in order."""
    root = LexborHTMLParser(html).root
    assert root is not None
    return [
        (node.tag, frozenset(node.attributes))
        for node in root.traverse()
        if node.tag not in ("-text", "-comment")
    ]


def letter_with(name: str) -> Composed:
    (only,) = PLAIN.overdue
    given = replace(
        PLAIN,
        customer=replace(PLAIN.customer, name=name, phone=name),
        firm=replace(PLAIN.firm, name=name, contact=name, street=name, vat_id=name),
        overdue=(replace(only, number=name),),
    )
    return compose(given, OURS)


@settings(deadline=None)
@given(name=NAMES)
@example(name="Rossi <script>alert(1)</script>")
@example(name='Rossi" onmouseover="alert(1)')
@example(name="Rossi --></style><img src=x onerror=alert(1)>")
@example(name="Rossi\r\n\r\nBcc: tutti@example.com")
@example(name="Rossi \x02items\x03\x02pay\x03")
def test_no_name_breaks_out_of_a_letter(name: str) -> None:
    written, plain = letter_with(name), letter_with("Rossi")

    assert skeleton(written.html) == skeleton(plain.html)
    assert written.text.count("\n") == plain.text.count("\n")
    assert "\n" not in written.subject
    assert "\r" not in written.text + written.subject


@settings(deadline=None)
@given(name=NAMES)
def test_no_name_carries_marks_that_reorder_or_control(name: str) -> None:
    written = letter_with(name)
    kinds = {unicodedata.category(char) for char in written.text.replace("\n", "")}

    assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
    assert "\u202e" not in written.text + written.html


@settings(deadline=None)
@given(name=st.sampled_from(["Rossi {{ 7*7 }}", "Rossi {% raw %}", "Rossi {# x #}"]))
def test_no_name_is_run_as_a_template(name: str) -> None:
    written = letter_with(name)

    assert f"Gentile {name}," in written.text
    assert name in written.subject


@settings(deadline=None)
@given(name=NAMES)
@example(name="Rossi <script>alert(1)</script>")
def test_no_words_of_a_customer_break_out_of_the_summary(name: str) -> None:
    (reply,) = DAY.replies
    hostile = replace(DAY, replies=(replace(reply, title=name, quote=name),))
    plain = replace(DAY, replies=(replace(reply, title="Rossi", quote="Rossi"),))

    assert skeleton(compose_day(hostile, "it", OURS).html) == skeleton(
        compose_day(plain, "it", OURS).html
    )


@settings(deadline=None)
@given(name=NAMES)
@example(name='Rossi" onclick="alert(1)')
def test_no_fact_of_a_line_breaks_out_of_the_summary(name: str) -> None:
    def told(word: str) -> Day:
        facts: dict[str, Fact] = {
            "phone": "011 555",
            "reason": word,
            "status": word,
            "address": word,
            "numbers": (word,),
            "names": (word, "Verdi"),
        }
        lines = [replace(line, facts=facts) for line in DAY.do_today]
        return replace(DAY, do_today=tuple(lines))

    assert skeleton(compose_day(told(name), "it", OURS).html) == skeleton(
        compose_day(told("Rossi"), "it", OURS).html
    )


@given(text=st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_joiners_inside_a_name_are_kept() -> None:
    assert clean("می\u200cخواهم") == "می\u200cخواهم"


def test_half_a_character_is_shown_as_unknown() -> None:
    assert clean("Ros\udc80si") == "Ros\ufffdsi"


def test_a_name_without_end_is_cut() -> None:
    assert len(clean("x" * 1_000_000)) == 1000
