"""The letters as they are to be read; `python -m tests.letters.golden` rewrites them."""

from __future__ import annotations

from pathlib import Path

from agent.letters import sample_day, sample_week, templates
from agent.letters.compose import compose
from agent.letters.samples import variations
from agent.letters.summary import summary
from agent.model.customer import Language, Register
from agent.model.day import Day
from agent.model.letter import Composed
from agent.model.money import Money

OURS = templates.load()
FOLDER = Path(__file__).parents[1] / "data" / "letters"
STAGES = (
    "courtesy",
    "due",
    "first",
    "second",
    "third",
    "last",
    "returned",
    "proforma",
    "proforma_again",
    "thank_you",
    "promise_confirmed",
    "dispute_acknowledged",
    "promise_broken",
    "plan",
    "plan_proposed",
    "copy_sent",
    "account_statement",
    "pay_details",
    "question_answered",
    "contact_asked",
)
LANGUAGES: tuple[Language, ...] = ("it", "en", "de", "fr", "es")
SUMMARIES: tuple[Language, ...] = ("it", "en")  # what the user reads himself
REGISTERS: tuple[Register, ...] = ("formal", "familiar")
CASES = (
    tuple(
        (stage, language, register, 0)
        for language in LANGUAGES
        for register in REGISTERS
        for stage in STAGES
    )
    + tuple(
        ("first", language, "formal", n) for language in LANGUAGES for n in range(1, 9)
    )
    + tuple(
        ("last", language, "formal", n) for language in LANGUAGES for n in (9, 10, 11)
    )
    + tuple(("promise_broken", language, "formal", 12) for language in LANGUAGES)
)

FULL = sample_day.day()
QUIET = Day(
    firm=FULL.firm,
    today=FULL.today,
    sending="auto",
    next_days=FULL.next_days[:1],
    ageing=FULL.ageing[:2],
    owed=(Money(1561000),),
    overdue=(Money(321000),),
    chain_head=FULL.chain_head,
)
DAYS = {"full": FULL, "quiet": QUIET, "monday": sample_week.day()}


def file_of(stage: str, language: str, register: str, variation: int) -> Path:
    special = f".{variation}" if variation else ""
    return FOLDER / f"{language}.{stage}.{register}{special}.txt"


def letter(
    stage: str, language: Language, register: Register, variation: int
) -> Composed:
    _, facts = variations(stage, language, register)[variation]
    return compose(facts, OURS)


def summary_file(name: str, language: str) -> Path:
    return FOLDER / f"{language}.summary.{name}.txt"


def daily(name: str, language: str) -> Composed:
    return summary(DAYS[name], language, OURS)


def as_file(composed: Composed) -> str:
    return f"Subject: {composed.subject}\n\n{composed.text}"


def rewrite() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for case in CASES:
        file_of(*case).write_text(as_file(letter(*case)), "utf-8")
    for name in DAYS:
        for language in SUMMARIES:
            text = as_file(daily(name, language))
            summary_file(name, language).write_text(text, "utf-8")


if __name__ == "__main__":
    rewrite()
