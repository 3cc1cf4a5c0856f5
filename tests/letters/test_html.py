from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from agent.model.customer import Language, Register
from tests.letters import golden

# In the page they are the head of a column, with a capital.
LABELS = {"scadenza", "due", "date", "fällig", "échéance", "vencimiento"}
PAGES = [
    *(
        pytest.param(golden.letter(*case).html, id=".".join(map(str, case)))
        for case in golden.CASES
    ),
    *(
        pytest.param(golden.daily(name, language).html, id=f"{language}.{name}")
        for name in golden.DAYS
        for language in golden.SUMMARIES
    ),
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_loads_nothing_and_runs_nothing(page: str) -> None:
    tree = LexborHTMLParser(page)

    assert not tree.css("script, iframe, object, embed, link, form, svg")
    assert not re.search(
        r"\son\w+=|javascript:|https?:|url\(|@import|[\"'(]data:", page
    )
    assert not re.search(r"src=(?!\"cid:[a-z2-7]{52}\.png\")", page)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_one_column_with_rules_for_the_dark(page: str) -> None:
    assert len(page.encode()) < 100_000
    assert "max-width: 600px" in page
    assert "@media (prefers-color-scheme: dark)" in page
    assert '<meta name="color-scheme" content="light dark"' in page


@pytest.mark.parametrize("page", PAGES)
def test_the_look_stands_on_the_elements_themselves(page: str) -> None:
    tree = LexborHTMLParser(page)

    assert not [
        cell.html for cell in tree.css("td[class]") if not cell.attributes.get("style")
    ]


@pytest.mark.parametrize(("stage", "language", "register", "variation"), golden.CASES)
def test_the_page_says_what_the_text_says(
    stage: str, language: Language, register: Register, variation: int
) -> None:
    written = golden.letter(stage, language, register, variation)
    body = LexborHTMLParser(written.html).body
    assert body is not None
    shown = body.text(separator=" ")
    words = re.findall(r"[\w/]+", written.text)

    assert not set(words) - set(re.findall(r"[\w/]+", shown)) - LABELS
