"""The reference: written from the model, and everything shown is true of it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import get_args

import pytest

from agent.settings import load
from agent.settings.firm import Summarised, Written
from agent.settings.keys import all_keys, key_at
from agent.settings.reference import explain, find, reference, suggestions
from tests.settings.documents import places

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "config.example.toml"


def test_the_page_in_docs_is_what_the_model_says() -> None:
    written = (ROOT / "docs" / "config.md").read_text("utf-8")
    assert written == reference(), (
        "write it: sollecito config reference > docs/config.md"
    )


def test_every_key_has_a_meaning_and_says_what_it_expects() -> None:
    leaves = [key for key in all_keys().values() if key.place[-1] not in ("NAME", "#")]
    assert [key.path for key in leaves if not key.meaning or not key.expected] == []


def test_the_example_loads() -> None:
    assert load(EXAMPLE).firm.name == "Studio Esempio"


def test_every_key_of_the_example_is_in_the_model() -> None:
    document = tomllib.loads(EXAMPLE.read_text("utf-8"))
    unknown = [place for place in places(document) if not key_at(place)]
    assert unknown == []


def test_the_languages_offered_are_those_that_letters_are_shipped_in() -> None:
    shipped = {each.parent.name for each in ROOT.glob("templates/*/first.txt.j2")}
    assert shipped == set(get_args(Written))


def test_the_languages_offered_for_the_summary_are_those_it_is_shipped_in() -> None:
    shipped = {each.stem for each in ROOT.glob("templates/summary/??.j2")}
    assert shipped == set(get_args(Summarised))


def test_a_place_that_no_configuration_has_is_no_key() -> None:
    assert key_at(("smtp", "nowhere", 3)) is None


def test_the_example_is_short_and_explains_each_option() -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()
    options = [line for line in lines if " = " in line and not line.startswith("  ")]
    assert len(lines) <= 80
    assert [line for line in options if "# " not in line] == []


def test_every_required_key_of_a_table_in_the_example_is_shown() -> None:
    text = EXAMPLE.read_text("utf-8")
    required = [key for key in all_keys().values() if key.is_required and not key.inner]
    assert [key.path for key in required if f"{key.place[-1]} = " not in text] == []


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("smtp.tls", "smtp.tls"),
        ("mailbox.office.host", "mailbox.NAME.host"),
        ("mailbox.NAME.host", "mailbox.NAME.host"),
        ("office.closures.from", "office.closures[].from"),
        ("[smtp]", "smtp"),
        ("procedure.mine.stages.days", "procedure.NAME.stages[].days"),
    ],
)
def test_a_key_is_found_by_the_name_people_use(name: str, path: str) -> None:
    found = find(name)
    assert found
    assert found.path == path


def test_a_key_that_is_not_there_has_no_explanation() -> None:
    assert find("smtp.hst") is None
    assert suggestions("smtp.hst")[0] == "smtp.host"
    assert suggestions("port") == ["mailbox.NAME.port", "smtp.port", "pec.port"]


def test_a_key_is_explained_with_what_holds_without_it() -> None:
    tls, host = find("smtp.tls"), find("smtp.host")
    assert tls
    assert host
    assert explain(tls).splitlines() == [
        "smtp.tls",
        "  TLS from the first byte, or by STARTTLS; never without.",
        '  expected  "implicit" or "starttls"',
        '  default   "implicit"',
    ]
    assert explain(host).endswith("\n  required")


def test_a_table_is_explained_with_its_keys() -> None:
    summary = find("summary")
    assert summary
    assert "\n  at            When it leaves on working days." in explain(summary)


def test_the_reference_names_the_shipped_procedures() -> None:
    assert "| `standard` | courtesy -3, first +3, " in reference()
