from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.letters import samples
from agent.letters.compose import compose
from agent.letters.qr import _PIXELS, pay_code, payload
from agent.letters.samples import facts, item
from agent.model.customer import Language
from agent.model.letter import Composed, Facts, Sender
from agent.model.money import Money
from tests.letters import golden, qr_reader

FIRM = samples.FIRM
FIRST = facts("first", "it", "formal")
(TWELVE,) = FIRST.overdue


def write(given_: Facts) -> Composed:
    return compose(given_, golden.OURS)


def scanned(letter: Composed) -> list[str]:
    (picture,) = letter.inline
    return qr_reader.read(picture.data, _PIXELS).split("\n")


def test_a_code_says_what_the_guidelines_ask_for() -> None:
    assert scanned(write(FIRST)) == [
        "BCD",
        "002",
        "1",
        "SCT",
        "",
        "Studio Larice",
        "IT60X0542811101000000123456",
        "EUR1220.00",
        "",
        "",
        "Fattura 12/2026",
    ]


@pytest.mark.parametrize("language", golden.LANGUAGES)
@pytest.mark.parametrize("stage", ["courtesy", "first", "last", "plan", "copy_sent"])
def test_a_code_says_what_the_pay_block_says(stage: str, language: Language) -> None:
    letter = golden.letter(stage, language, "formal", 0)

    name, account, amount, *_, reference = scanned(letter)[5:]

    shown = " ".join(letter.text.split())
    assert {name, reference} <= set(re.split(r"(?<=: )|(?<= : )|\n", letter.text))
    assert account in shown.replace(" ", "")
    assert amount.removeprefix("EUR").replace(".", "") in re.sub(r"\D", "", shown)


def test_a_code_asks_for_the_rest_after_a_part_was_paid() -> None:
    rest = replace(TWELVE, open=Money(20001))

    assert scanned(write(replace(FIRST, overdue=(rest,), totals=(rest.open,))))[7] == (
        "EUR200.01"
    )


def test_a_code_asks_for_what_a_credit_note_leaves() -> None:
    credit = item("4/2026", TWELVE.due_on, -20000)
    given_ = replace(FIRST, credits=(credit,), totals=(Money(102000),))

    assert scanned(write(given_))[7] == "EUR1020.00"


def test_the_page_shows_the_picture_that_goes_with_it() -> None:
    letter = write(FIRST)
    (picture,) = letter.inline

    assert f'src="cid:{picture.name}"' in letter.html
    assert picture.kind == "image/png"
    assert "cid:" not in letter.text


@pytest.mark.parametrize(
    ("firm", "totals"),
    [
        (FIRM, ()),
        (FIRM, (Money(5000, "CHF"),)),
        (FIRM, (Money(5000, "CHF"), Money(5000))),
        (FIRM, (Money(0),)),
        (FIRM, (Money(100_000_000_000),)),
        (replace(FIRM, iban=""), (Money(5000),)),
        (replace(FIRM, iban="IT61X0542811101000000123456"), (Money(5000),)),
    ],
)
def test_what_sepa_cannot_transfer_has_no_code(
    firm: Sender, totals: tuple[Money, ...]
) -> None:
    assert payload(firm, totals, "Fattura 1") == ""
    assert pay_code(firm, totals, "Fattura 1") is None


@pytest.mark.parametrize("stage", ["thank_you", "dispute_acknowledged"])
def test_a_letter_that_asks_for_nothing_has_no_code(stage: str) -> None:
    assert write(facts(stage, "it", "formal")).inline == ()


def test_a_letter_in_two_currencies_has_no_code() -> None:
    letter = golden.letter("first", "it", "formal", 3)

    assert letter.inline == ()
    assert "<img" not in letter.html


def test_an_amp_in_a_name_is_an_amp_in_the_code() -> None:
    firm = replace(FIRM, name="Larice & Figli <srl>")

    assert scanned(write(replace(FIRST, firm=firm)))[5] == "Larice & Figli <srl>"


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=200)


@settings(deadline=None, max_examples=25)
@given(name=WORDS, reference=WORDS, cents=st.integers(1, 99_999_999_999))
def test_every_code_is_read_back_whole(name: str, reference: str, cents: int) -> None:
    firm, asked = replace(FIRM, name=name), (Money(cents),)
    written = payload(firm, asked, reference)
    code = pay_code(firm, asked, reference)

    assert code
    assert qr_reader.read(code.picture.data, _PIXELS) == written
    assert len(written.encode()) <= 331
    assert written.count("\n") == 10
    assert code.width < 288  # the pay block on a telephone 320 points wide
