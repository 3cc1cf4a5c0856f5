from __future__ import annotations

from pathlib import Path

import pytest

from agent.letters import templates
from agent.model.customer import Language, Register
from tests.letters import golden


@pytest.mark.parametrize(("stage", "language", "register", "variation"), golden.CASES)
def test_a_letter_reads_as_its_golden_file(
    stage: str, language: Language, register: Register, variation: int
) -> None:
    written = golden.as_file(golden.letter(stage, language, register, variation))

    assert written == golden.file_of(stage, language, register, variation).read_text(
        "utf-8"
    )


@pytest.mark.parametrize("language", golden.SUMMARIES)
@pytest.mark.parametrize("name", golden.DAYS)
def test_a_summary_reads_as_its_golden_file(name: str, language: str) -> None:
    written = golden.as_file(golden.daily(name, language))

    assert written == golden.summary_file(name, language).read_text("utf-8")


def test_every_golden_file_is_one_of_a_letter_we_write() -> None:
    letters = {golden.file_of(*case) for case in golden.CASES}
    summaries = {
        golden.summary_file(name, language)
        for name in golden.DAYS
        for language in golden.SUMMARIES
    }

    assert set(Path(golden.FOLDER).iterdir()) == letters | summaries


def test_every_language_has_the_same_letters() -> None:
    known = templates.load().letters

    assert set(known) == set(golden.LANGUAGES)
    assert {tuple(sorted(golden.STAGES))} == set(known.values())
