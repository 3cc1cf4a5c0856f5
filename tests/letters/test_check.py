from __future__ import annotations

from pathlib import Path

import pytest

from agent.letters.check import check


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "it").mkdir()
    (tmp_path / "summary").mkdir()
    return tmp_path


def problems(own: Path, name: str, words: str) -> str:
    (own / name).write_text(words, "utf-8")
    return "\n".join(check(own, used={"it"}))


def test_our_own_templates_have_no_problem() -> None:
    assert check(None) == ()


def test_languages_are_tried_that_are_used_or_that_the_user_wrote_in(own: Path) -> None:
    (own / "letter.html.j2").write_text("<script>{{ subject }}</script>", "utf-8")

    found = check(own, used={"de"})

    letters = {line[:2] for line in found if "its HTML has '<script'" in line}
    assert letters == {"de", "it"}


def test_a_letter_that_fails_is_named_once(own: Path) -> None:
    words = "Subject: x\n\nsalve {{ nobody }}\n"

    found = problems(own, "it/first.txt.j2", words)

    assert found.count("\n") == 0
    assert "it/first.txt.j2 line 3: 'nobody' is not known" in found


def test_a_letter_that_is_not_plain_is_told_with_its_case(own: Path) -> None:
    words = "Subject: Fattura\n\nBuongiorno,\n\npaghi subito!\n\nSaluti\n"

    found = problems(own, "it/mine.txt.j2", words)

    assert "it/mine.txt.j2 (formal, one invoice): it has an exclamation mark" in found


def test_a_letter_is_tried_with_what_may_be_missing(own: Path) -> None:
    words = "Subject: x\n\nsalve {{ promised_on|weekday }}\n"

    assert "'promised_on' is not known" in problems(own, "it/first.txt.j2", words)


@pytest.mark.parametrize("source", ["https://example.com/x.png", "data:image/png,x"])
def test_a_page_with_a_picture_from_elsewhere_is_refused(
    own: Path, source: str
) -> None:
    page = f'<p>{{{{ subject }}}}</p><img src="{source}">'

    assert "its HTML has 'src=" in problems(own, "letter.html.j2", page)


def test_a_page_that_prints_names_unescaped_is_refused(own: Path) -> None:
    page = "{% autoescape false %}<p>{{ firm.name }}</p>{% endautoescape %}"

    assert "prints a name unescaped" in problems(own, "letter.html.j2", page)


def test_a_summary_that_fails_is_named(own: Path) -> None:
    found = problems(own, "summary/summary.txt.j2", "Subject: {{ nobody }}\n")

    assert "summary/summary.txt.j2 line 1: 'nobody' is not known" in found


def test_a_language_that_no_customer_has_is_named(own: Path) -> None:
    (own / "xx").mkdir()

    found = problems(own, "xx/first.txt.j2", "Subject: x\n\nx\n")

    assert (
        found == "xx/: no customer has this language; name it one of it, en, de, fr, es"
    )


OURS = "IT60X0542811101000000123456"
OLD = "DE89 3704 0044 0532 0130 00"
LETTER = "Subject: Fattura\n\nBuongiorno, le chiediamo di pagare.\n\n{pay}\n"


def on_accounts(own: Path, name: str, words: str) -> list[str]:
    (own / name).write_text(words, "utf-8")
    return [fault for fault in check(own, [OURS], {"it"}) if "account" in fault]


def test_an_account_that_a_letter_hard_codes_is_named_with_its_line(own: Path) -> None:
    words = "{# old:\nnone #}\n" + LETTER.format(pay=f"IBAN {OLD}")

    (fault,) = on_accounts(own, "it/first.txt.j2", words)

    assert fault == (
        "it/first.txt.j2 line 7: it names the account ...3000, which is not in the "
        "configuration; write {{ firm.iban|iban }} in its place"
    )


def test_an_account_in_a_branch_no_sample_takes_is_found(own: Path) -> None:
    rare = "{% if customer.country == 'CH' %}" + OLD + "{% endif %}"

    (fault,) = on_accounts(own, "it/first.txt.j2", LETTER.format(pay=rare))

    assert fault.startswith("it/first.txt.j2 line 5: it names the account ...3000")


def test_an_account_put_together_from_pieces_is_found(own: Path) -> None:
    pieces = "{{ 'DE8937040044' ~ '0532013000' }}"

    (fault,) = on_accounts(own, "it/first.txt.j2", LETTER.format(pay=pieces))

    assert fault.startswith("it/first.txt.j2: it names the account ...3000")


@pytest.mark.parametrize("pay", ["{{ firm.iban|iban }}", OURS, "{# " + OLD + " #}"])
def test_our_own_account_may_be_named(own: Path, pay: str) -> None:
    assert on_accounts(own, "it/first.txt.j2", LETTER.format(pay=pay)) == []
