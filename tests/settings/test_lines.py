"""Lines: every key of a TOML text is found where it stands."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from agent.settings.lines import Place, line_of, lines_of
from agent.settings.toml import to_toml
from tests.settings.documents import places

VALUES = st.recursive(
    st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)
TABLES = st.dictionaries(
    st.text(max_size=6),
    st.dictionaries(st.text(max_size=6), VALUES, max_size=4),
    max_size=4,
)


def quoted(key: str) -> str:
    return to_toml(key)


@given(TABLES)
def test_every_place_of_a_document_has_a_line_and_no_other_has(
    document: dict[str, dict[str, object]],
) -> None:
    text = "\n".join(
        f"[{quoted(name)}] # [{name!r}]\n"
        + "\n".join(f"{quoted(key)} = {to_toml(value)}" for key, value in table.items())
        for name, table in document.items()
    )
    assert set(lines_of(text)) == set(places(tomllib.loads(text)))


@given(TABLES)
def test_a_key_stands_on_the_line_it_is_given(
    document: dict[str, dict[str, object]],
) -> None:
    written = [
        (place, line)
        for name, table in document.items()
        for place, line in [
            ((name,), f"[{quoted(name)}]"),
            *(
                ((name, key), f"{quoted(key)} = {to_toml(v)}")
                for key, v in table.items()
            ),
        ]
    ]
    lines = lines_of("\n".join(line for _, line in written))
    found = {place: lines[place] for place, _ in written}
    assert found == {place: number for number, (place, _) in enumerate(written, 1)}


TEXT = '''\
# top = 1
name = "a # no comment"   # a comment
words = """
[not.a.table]
key = "x" and ""quotes"""""
raw = \'\'\'
it's = 1\'\'\'
site."example.com".port = 5

[mailbox.office]
list = [
  1, # one
  [2,
   3],
  { from = "a", until = { day = 1 } },
]
[[stage]]
name = "a"
[[stage]]
  name = "b"
[stage.letter]
days = 1979-05-27 07:32:00
[[stage.copy]]
to = 'x'
'''


def test_lines_are_found_in_all_forms_of_toml() -> None:
    lines = lines_of(TEXT)
    expected: dict[Place, int] = {
        ("name",): 2,
        ("words",): 3,
        ("raw",): 6,
        ("site", "example.com", "port"): 8,
        ("mailbox",): 10,
        ("mailbox", "office", "list", 0): 12,
        ("mailbox", "office", "list", 1): 13,
        ("mailbox", "office", "list", 1, 1): 14,
        ("mailbox", "office", "list", 2, "until", "day"): 15,
        ("stage",): 17,
        ("stage", 0, "name"): 18,
        ("stage", 1): 19,
        ("stage", 1, "name"): 20,
        ("stage", 1, "letter", "days"): 22,
        ("stage", 1, "copy", 0, "to"): 24,
    }
    assert {place: lines[place] for place in expected} == expected
    assert set(lines) == set(places(tomllib.loads(TEXT)))


def test_lines_of_a_text_with_carriage_returns_are_the_same() -> None:
    assert lines_of(TEXT.replace("\n", "\r\n")) == lines_of(TEXT)


def test_a_key_that_is_missing_has_the_line_of_its_table() -> None:
    lines = lines_of("\n[smtp]\nhost = 1\n")
    assert line_of(lines, ("smtp", "from")) == 2
    assert line_of(lines, ("smtp", "host", "x")) == 3
    assert line_of(lines, ("firm", "name")) == 0
