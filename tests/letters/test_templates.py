from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from agent import resources
from agent.errors import ConfigError, Unreadable
from agent.letters import templates
from agent.letters.check import check
from agent.letters.compose import compose
from agent.letters.samples import facts
from agent.letters.templates import Templates
from agent.model.letter import Composed, Facts
from agent.model.procedure import Stage

FIRST = facts("first", "it", "formal")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "it").mkdir()
    return tmp_path


def put(own: Path, words: str, name: str = "it/first.txt.j2") -> Templates:
    (own / name).write_text(words, "utf-8")
    return templates.load(own)


def letter(own: Path, words: str, given: Facts = FIRST) -> Composed:
    return compose(given, put(own, f"Subject: x\n\nBuongiorno,\n\n{words}\n"))


def test_the_users_own_template_wins_over_ours(own: Path) -> None:
    assert (
        "Parole mie per Edil Rovere."
        in letter(own, "Parole mie per {{ customer.name }}.").text
    )


def test_ours_stand_in_for_what_the_user_did_not_write(own: Path) -> None:
    mine = put(own, "Subject: x\n\nParole mie.\n")

    assert (
        "C’è qualcosa che non va" in compose(facts("second", "it", "formal"), mine).text
    )


def test_a_mistake_in_the_shared_words_is_placed(own: Path) -> None:
    mine = put(own, "{% set labels = nobody %}\n{{ labels.x }}\n", "it/_words.j2")

    with pytest.raises(Unreadable, match=r"it/_words.j2 line 2: 'nobody' is"):
        compose(FIRST, mine)


def _shipped(name: str) -> str:
    return (resources.find("templates") / name).read_text("utf-8")


def _without(words: str, macro: str) -> str:
    found = re.search(rf"{{% macro {macro}\(.*?endmacro %}}\n?", words, re.S)
    assert found
    return words.replace(found.group(), "")


def test_an_older_copy_of_the_words_takes_from_ours_what_it_lacks(own: Path) -> None:
    (own / "summary").mkdir()
    older = _without(_shipped("summary/it.j2"), "no_money_since")
    older = re.sub(r'  "to_approve": .*\n', "", older)
    older = older.replace('"to_do": "Da fare', '"to_do": "Mie cose da fare')
    mine = put(own, older, "summary/it.j2")

    found = mine.words("summary/it.j2", {"day": None}, escape=False)

    labels = cast("dict[str, str]", found.labels)  # type: ignore[attr-defined]
    assert hasattr(found, "no_money_since")
    assert labels["to_approve"] == "Da approvare"


def test_letters_with_an_older_copy_of_the_shared_words_are_whole(own: Path) -> None:
    older = _without(_shipped("it/_words.j2"), "not_delivered")

    assert check(put(own, older, "it/_words.j2").folder, used=("it",)) == ()


def test_broken_words_of_the_call_sheets_are_told(own: Path) -> None:
    (own / "calls").mkdir()
    (found,) = check(put(own, "{% if", "calls/it.j2").folder, used=("it",))
    assert f"{own}/calls/it.j2 line 1" in found


def test_a_folder_that_is_not_there_yet_is_no_fault(tmp_path: Path) -> None:
    assert check(tmp_path / "templates", used=("it",)) == ()


def test_a_stage_of_the_users_own_needs_only_its_template(own: Path) -> None:
    mine = put(own, "Subject: x\n\nParole mie.\n", "it/friendly.txt.j2")

    assert (
        "Parole mie." in compose(replace(FIRST, stage=Stage("friendly", 5)), mine).text
    )
    assert "friendly" in mine.letters["it"]


def test_an_unknown_fact_bites_with_file_line_and_a_guess(own: Path) -> None:
    with pytest.raises(Unreadable) as told:
        letter(own, "Gentile {{ custmer.name }}")

    assert str(told.value) == (
        f"{own}/it/first.txt.j2 line 5: 'custmer' is not known to this letter; "
        "did you mean 'customer'?; correct it, or delete the file to use ours"
    )


def test_an_unknown_part_of_a_fact_bites_too(own: Path) -> None:
    with pytest.raises(Unreadable, match=r"line 5: .*fax"):
        letter(own, "Fax: {{ firm.fax }}")


def test_a_mistake_in_the_language_of_templates_is_placed(own: Path) -> None:
    with pytest.raises(Unreadable, match=r"it/first.txt.j2 line 6: .*'endfi'"):
        letter(own, "{% if familiar %}\n{% endfi %}")


def test_a_filter_that_is_not_ours_is_refused(own: Path) -> None:
    with pytest.raises(Unreadable, match=r"line 5: No filter named 'safe'"):
        letter(own, "{{ firm.name|safe }}")


def test_a_fact_taken_for_what_it_is_not_is_placed(own: Path) -> None:
    with pytest.raises(Unreadable, match=r"first.txt.j2 line 5: "):
        letter(own, "{{ firm|money }}")


def test_a_word_that_is_no_date_is_named(own: Path) -> None:
    with pytest.raises(Unreadable, match="line 5: 'Studio Larice' is not a date"):
        letter(own, "{{ firm.name|weekday }}")


def test_a_file_that_is_no_text_is_named(own: Path) -> None:
    (own / "it" / "first.txt.j2").write_bytes(b"Subject: \xff\xfe\n")

    with pytest.raises(Unreadable, match=r"it/first.txt.j2: .*decode"):
        compose(FIRST, templates.load(own))


@pytest.mark.parametrize(
    "bomb",
    [
        "{{ 'a' * 10**9 }}",
        "{{ 10**9**9 }}",
        "{{ 'a' * 1000000000 }}",
        "{{ [1] * 1000000000 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ '{:>999999999}'.format(1) }}",
        "{{ 'a'.ljust(999999999) }}",
        "{{ (1).to_bytes(999999999, 'big') }}",
        "{{ today.strftime('%999999999d') }}",
        "{{ 'a'|center(999999999) }}",
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
        "{{ firm.name.__class__ }}",
        "{{ w.__class__.__mro__ }}",
        "{{ compose.__globals__ }}",
        "{% include '../../../etc/passwd' %}",
    ],
)
def test_a_bomb_costs_only_its_own_letter(own: Path, bomb: str) -> None:
    with pytest.raises(Unreadable):
        letter(own, bomb)


def test_a_letter_without_end_is_stopped(own: Path) -> None:
    words = "x" * 1000
    loops = "{% for a in firm.name %}{% for b in firm.name %}{% for c in firm.name %}"
    ends = "{% endfor %}{% endfor %}{% endfor %}"

    with pytest.raises(Unreadable, match="writes more than 400000 characters"):
        letter(own, loops + words + ends)


def test_small_numbers_may_be_multiplied(own: Path) -> None:
    assert "\n84\n" in letter(own, "{{ 2 * letter_no }}").text


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("Gentile cliente,\n\nsalve.\n", 'line 1: begin with "Subject: "'),
        ("Subject:\n\nsalve.\n", 'line 1: begin with "Subject: "'),
        ("Subject: x\n\n{{ items_table }}\n", "a subject and no words"),
    ],
)
def test_a_letter_has_a_subject_and_words(own: Path, words: str, fault: str) -> None:
    with pytest.raises(Unreadable, match=fault):
        compose(FIRST, put(own, words))


def test_a_subject_without_end_is_cut(own: Path) -> None:
    mine = put(own, f"Subject: {'x' * 500}\n\nsalve.\n")

    assert len(compose(FIRST, mine).subject) == 140


def test_tables_may_stand_inside_a_paragraph(own: Path) -> None:
    text = letter(own, "Ecco: {{ items_table }} e poi {{ pay_block }}").text

    assert text.index("Ecco:") < text.index("Fattura 12/2026") < text.index("e poi")


def test_a_list_in_the_middle_of_a_paragraph_stays_there(own: Path) -> None:
    text = letter(own, "prima\n- uno\n- due\ndopo").text

    assert "prima\n- uno\n- due\n\ndopo" in text


def test_a_checkout_without_templates_is_a_broken_installation(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("agent.resources.files", lambda _: tmp_path / "agent")

    with pytest.raises(ConfigError, match="broken installation"):
        templates.load()
