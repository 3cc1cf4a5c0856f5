from __future__ import annotations

import inspect
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from agent.dunning.procedure import SHIPPED
from agent.ledger.announced import ANNOUNCED, UNCONFIRMED
from agent.ledger.calls import CallReason
from agent.letters import sample_day, templates
from agent.letters.summary import summary
from agent.letters.told import FACTS, KNOWN
from agent.matching.residues import WORDS
from agent.model.case import HoldReason
from agent.model.day import Day, Line
from agent.model.message import FailureReason
from agent.steps import (
    bank_mail,
    day_bank,
    day_list,
    day_month,
    day_news,
    day_residues,
    day_stood,
    day_to_do,
    day_week,
    mailed_invoices,
    next_step,
)
from agent.steps import day as gathering
from agent.steps.announced import KIND as NOTICE
from agent.steps.contents import FileKind
from tests.letters.golden import FULL, OURS, QUIET, STAGES, SUMMARIES

# What the braces of a code such as f"call.{call.reason}" stand for.
FAMILIES: dict[str, tuple[str, ...]] = {
    "call": get_args(CallReason),
    "held": get_args(HoldReason),
    "aside": (
        *get_args(FileKind),
        "message",
        bank_mail.UNPROVEN,
        mailed_invoices.UNPROVEN,
        NOTICE,
        "unfetched",
    ),
    "money": (
        "settled",
        "by_hand",
        "proposed",
        "unknown",
        "not_ours",
        "new",
        "reversed",
        "undone",
        ANNOUNCED,
        UNCONFIRMED,
    ),
}
SOURCE = "".join(
    inspect.getsource(each)
    for each in (
        gathering,
        day_bank,
        day_list,
        day_month,
        day_news,
        day_residues,
        day_stood,
        day_to_do,
        day_week,
        next_step,
    )
)
WRITTEN_OUT = set(re.findall(r'"([a-z]+\.[a-z_]+)"', SOURCE))
OPEN = set(re.findall(r'f"([a-z]+)\.\{', SOURCE))

ENGLISH = re.compile(
    r"\b(?:the|of|is|are|was|were|not|and|with|they|their|it|he|his|letters?|address"
    r"|payments?|invoices?|days?|since|until|by|to|call|reminder|we)\b",
    re.IGNORECASE,
)
ITALIAN = re.compile(
    r"\b(?:il|lo|di|del|che|non|fino|fatture?|lettera|lettere|giorni|pagamento|è)\b",
    re.IGNORECASE,
)


def words(language: str) -> dict[str, Any]:
    context: dict[str, object] = {"language": language, "today": QUIET.today}
    module = OURS.words(f"summary/{language}.j2", context, escape=False)
    return dict(vars(module))


def prose(language: str) -> str:
    """Every sentence there is, without the commands, which no language changes."""
    days = (FULL, QUIET, *sample_day.every_code())
    texts = [summary(day, language, OURS).text for day in days]
    lines = [line for text in texts for line in text.splitlines()]
    return "\n".join(line for line in lines if not line.startswith("  →"))


def held(line: Line) -> Day:
    return replace(QUIET, held=(line,))


def test_every_code_that_steps_emit_is_known() -> None:
    codes = {f"{kind}.{word}" for kind, them in FAMILIES.items() for word in them}

    assert set(FAMILIES) == OPEN
    assert codes | WRITTEN_OUT == KNOWN


@pytest.mark.parametrize("language", SUMMARIES)
def test_every_code_has_words(language: str) -> None:
    assert {code.replace(".", "_") for code in KNOWN} <= set(words(language))


@pytest.mark.parametrize("language", SUMMARIES)
def test_every_reason_for_closing_a_difference_has_words(language: str) -> None:
    assert words(language)["residues"].keys() == set(WORDS.values())


@pytest.mark.parametrize("language", SUMMARIES)
def test_every_reason_of_a_failure_has_words(language: str) -> None:
    assert words(language)["reasons"].keys() == set(get_args(FailureReason))


@pytest.mark.parametrize("language", SUMMARIES)
def test_every_stage_of_ours_has_words(language: str) -> None:
    shipped = {stage.name for each in SHIPPED.values() for stage in each.stages}

    assert words(language)["stages"].keys() == shipped | set(STAGES)


@pytest.mark.parametrize("language", SUMMARIES)
def test_the_sentence_of_a_machine_is_not_shown_where_a_code_has_words(
    language: str,
) -> None:
    assert sample_day.DETAIL not in " ".join(prose(language).split())


def test_no_english_stands_in_an_italian_summary() -> None:
    assert not ENGLISH.findall(prose("it"))


def test_no_italian_stands_in_an_english_summary() -> None:
    days = sample_day.every_code()
    texts = [summary(day, "en", OURS).text for day in days]

    assert not ITALIAN.findall("\n".join(texts))


def test_a_code_without_words_falls_back_to_its_detail() -> None:
    line = Line("Alfa", "something new happened", said="novel.thing")

    assert "something new happened" in summary(held(line), "it", OURS).text


def test_words_that_lack_a_code_take_ours_for_it(tmp_path: Path) -> None:
    ours = Path("templates/summary/it.j2").read_text("utf-8")
    own = ours.replace("macro held_plan(", "macro held_something_else(")
    (tmp_path / "summary").mkdir()
    (tmp_path / "summary" / "it.j2").write_text(own, "utf-8")
    line = Line("Alfa", "it pays by instalments", said="held.plan")

    written = summary(held(line), "it", templates.load(tmp_path))

    assert "Gli abbiamo proposto di pagare a rate." in written.text


def test_a_stage_of_the_users_own_is_shown_as_it_is_called() -> None:
    line = Line("Alfa", said="letter.stage", facts={"stage": "amichevole"})

    assert "Amichevole" in summary(held(line), "it", OURS).text


def test_a_reason_that_nobody_foresaw_has_words() -> None:
    line = Line("Alfa", said="letter.bounced", facts={"reason": "gremlins"})

    text = summary(replace(QUIET, bounced=(line,)), "it", OURS).text

    assert "La lettera è tornata: è stata respinta." in text


def test_a_persons_own_words_are_shown() -> None:
    line = Line("Alfa", "as told", said="held.hand", quote="parla con il capo")

    assert "«parla con il capo»" in summary(held(line), "it", OURS).text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("mailbox:ufficio", "Casella «ufficio»"),
        ("sent folder of ufficio", "Posta inviata di «ufficio»"),
        ("sending", "Invio delle lettere"),
        ("bank", "File della banca"),
        ("summary", "Questo riepilogo"),
        ("second reader", "Secondo lettore"),
        ("something else", "something else"),
    ],
)
def test_what_stands_still_is_named(name: str, shown: str) -> None:
    line = Line(name, said="standing.since", day=QUIET.today, facts={"at": "14:05"})

    text = summary(replace(QUIET, stood_still=(line,)), "it", OURS).text

    assert f"\n{shown}\n" in text
    assert "dal 4\u00a0dicembre alle 14:05" in " ".join(text.split("\n  "))


def test_every_fact_that_a_sentence_uses_has_a_value_where_it_is_not_told() -> None:
    ours = "".join(
        Path(f"templates/summary/{language}.j2").read_text("utf-8")
        for language in SUMMARIES
    )

    assert set(re.findall(r"one\.facts\.(\w+)", ours)) <= set(FACTS)
