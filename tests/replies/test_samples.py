"""Every sample answer is understood as its expectation says."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.mail.parse import parse
from agent.replies.understand import understand

FOLDER = Path(__file__).parent.parent / "data" / "replies"
NAMES = sorted(path.stem for path in FOLDER.glob("*.eml"))
LETTER = (FOLDER / "our_letter.txt").read_text("utf-8")
SENT = date(2026, 5, 12)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_understood_as_its_expectation_says(name: str) -> None:
    expected = json.loads((FOLDER / f"{name}.expected.json").read_text("utf-8"))
    parts = parse((FOLDER / f"{name}.eml").read_bytes())

    found = understand(parts, SENT, LETTER, frozenset({"12/2026"}))

    assert json.loads(json.dumps(asdict(found), default=str)) == expected


@given(
    name=st.sampled_from(NAMES),
    at=st.floats(0, 1),
    cut=st.integers(0, 300),
    put=st.binary(max_size=60),
)
def test_a_damaged_sample_is_understood(
    name: str, at: float, cut: int, put: bytes
) -> None:
    raw = (FOLDER / f"{name}.eml").read_bytes()
    place = int(at * len(raw))

    found = understand(parse(raw[:place] + put + raw[place + cut :]), SENT, LETTER)

    assert found.intents


@pytest.mark.parametrize("name", NAMES)
def test_our_own_words_are_never_his_promise(name: str) -> None:
    parts = parse((FOLDER / f"{name}.eml").read_bytes())

    found = understand(parts, SENT, LETTER)

    assert found.promise is None or found.promise.until != date(2026, 5, 27)
