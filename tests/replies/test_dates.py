"""Days people name, from the day of their mail: Tuesday 12 May 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.replies.dates import phrases

ANCHOR = date(2026, 5, 12)


def days(text: str) -> list[tuple[str, str]]:
    return [(str(one.since), str(one.until)) for one in phrases(text, ANCHOR)]


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        # a day
        ("paghiamo domani", "2026-05-13", "2026-05-13"),
        ("bonifico dopodomani", "2026-05-14", "2026-05-14"),
        ("oggi stesso", "2026-05-12", "2026-05-12"),
        ("pago il 20", "2026-05-20", "2026-05-20"),
        ("pago il 5", "2026-06-05", "2026-06-05"),
        ("il 10 giugno", "2026-06-10", "2026-06-10"),
        ("il 1° giugno", "2026-06-01", "2026-06-01"),
        ("giovedì 21 maggio", "2026-05-21", "2026-05-21"),
        ("lunedì 18", "2026-05-18", "2026-05-18"),
        ("venerdì", "2026-05-15", "2026-05-15"),
        ("martedì", "2026-05-19", "2026-05-19"),
        ("VENERDİ", "2026-05-15", "2026-05-15"),
        ("İN DİECİ GİORNİ", "2026-05-22", "2026-05-22"),
        ("à la fin du MOİS", "2026-05-25", "2026-05-31"),
        ("venerdì prossimo", "2026-05-22", "2026-05-22"),
        ("lunedì prossimo", "2026-05-18", "2026-05-18"),
        ("28/05/2026", "2026-05-28", "2026-05-28"),
        ("28/5", "2026-05-28", "2026-05-28"),
        ("con la distinta del 15", "2026-05-15", "2026-05-15"),
        ("2026-06-01", "2026-06-01", "2026-06-01"),
        ("on May 22nd", "2026-05-22", "2026-05-22"),
        ("22 May 2026", "2026-05-22", "2026-05-22"),
        ("the 15th", "2026-05-15", "2026-05-15"),
        ("05/28/2026", "2026-05-28", "2026-05-28"),
        ("tomorrow", "2026-05-13", "2026-05-13"),
        ("next Friday", "2026-05-22", "2026-05-22"),
        ("am 15.", "2026-05-15", "2026-05-15"),
        ("am 05.06. wird gezahlt", "2026-06-05", "2026-06-05"),
        ("am 15. Juni", "2026-06-15", "2026-06-15"),
        ("übermorgen", "2026-05-14", "2026-05-14"),
        ("le 5 juin", "2026-06-05", "2026-06-05"),
        ("demain", "2026-05-13", "2026-05-13"),
        ("el día 15", "2026-05-15", "2026-05-15"),
        ("pasado mañana", "2026-05-14", "2026-05-14"),
        ("the first Tuesday of June", "2026-06-02", "2026-06-02"),
        # a limit
        ("entro venerdì", "2026-05-13", "2026-05-15"),
        ("entro e non oltre il 29.05.2026", "2026-05-13", "2026-05-29"),
        ("by Friday", "2026-05-13", "2026-05-15"),
        ("on or before May 22nd", "2026-05-13", "2026-05-22"),
        ("by close of business tomorrow", "2026-05-13", "2026-05-13"),
        ("bis Freitag", "2026-05-13", "2026-05-15"),
        ("avant vendredi", "2026-05-13", "2026-05-15"),
        ("antes del viernes", "2026-05-13", "2026-05-15"),
        ("entro fine mese", "2026-05-13", "2026-05-31"),
        ("entro fine mese prossimo", "2026-06-01", "2026-06-30"),
        ("entro la settimana", "2026-05-13", "2026-05-17"),
        ("by the end of next week", "2026-05-18", "2026-05-24"),
        # a count of days
        ("entro 10 giorni", "2026-05-13", "2026-05-22"),
        ("entro cinque giorni lavorativi", "2026-05-13", "2026-05-19"),
        ("tra due settimane", "2026-05-26", "2026-05-26"),
        ("within five working days", "2026-05-13", "2026-05-19"),
        ("in about 10 days", "2026-05-20", "2026-05-24"),
        ("in the next couple of days", "2026-05-13", "2026-05-15"),
        ("binnen fünf Werktagen", "2026-05-13", "2026-05-19"),
        ("in vierzehn Tagen", "2026-05-26", "2026-05-26"),
        ("sous 10 jours", "2026-05-13", "2026-05-22"),
        ("en un plazo de 10 días", "2026-05-13", "2026-05-22"),
        # a period
        ("la prossima settimana", "2026-05-18", "2026-05-24"),
        ("questa settimana", "2026-05-13", "2026-05-17"),
        ("next week", "2026-05-18", "2026-05-24"),
        ("in KW 22", "2026-05-25", "2026-05-31"),
        ("a fine mese", "2026-05-25", "2026-05-31"),
        ("a metà giugno", "2026-06-10", "2026-06-20"),
        ("inizio giugno", "2026-06-01", "2026-06-10"),
        ("prima settimana di giugno", "2026-06-01", "2026-06-07"),
        ("the second half of June", "2026-06-16", "2026-06-30"),
        ("early next month", "2026-06-01", "2026-06-10"),
        ("zum Monatsende", "2026-05-25", "2026-05-31"),
        ("mi-juin", "2026-06-10", "2026-06-20"),
        ("a mediados de junio", "2026-06-10", "2026-06-20"),
        ("a fine trimestre", "2026-06-24", "2026-06-30"),
        ("nach Quartalsende", "2026-07-01", "2026-07-10"),
        ("fine anno", "2026-12-25", "2026-12-31"),
        ("a gennaio", "2027-01-01", "2027-01-31"),
    ],
)
def test_a_phrase_means_its_days(text: str, since: str, until: str) -> None:
    assert days(text)[0] == (since, until)


@pytest.mark.parametrize(
    "text",
    [
        "al più presto",
        "quanto prima",
        "dopo le ferie",
        "appena incassiamo",
        "as soon as possible",
        "soon",
        "sobald unser Kunde zahlt",
        "dès que possible",
        "cuanto antes",
        "la fattura 12/2026 di 1.220,00 euro",
        "fattura n. 5/12",
        "tel. 06 12345678, ore 15:30",
        "alle 15.30",
        "300 al mese",
        "IBAN IT60X0542811101000000123456",
        "pagamento a 30 giorni dalla data fattura",
        "30 gg d.f.f.m.",
        "scaduta da 30 giorni",
        "sconto del 10 %",
        "la vostra del 3 maggio",
        "31/02/2026",
        "you may 5 times",
        "sei giorni",
        "entro 500 giorni",
        "pagata ieri",
        "5/12",
        "",
    ],
)
def test_what_names_no_day_to_come_gives_none(text: str) -> None:
    assert days(text) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("pagata ieri", "2026-05-11"),
        ("venerdì scorso", "2026-05-08"),
        ("lunedì", "2026-05-11"),
        ("bonifico del 4/5", "2026-05-04"),
        ("il 30", "2026-04-30"),
        ("30 aprile", "2026-04-30"),
        ("paid on 7 May", "2026-05-07"),
        ("am 05.05. überwiesen", "2026-05-05"),
        ("le 6 mai", "2026-05-06"),
        ("anteayer", "2026-05-10"),
    ],
)
def test_the_past_is_read_where_it_is_meant(text: str, day: str) -> None:
    assert [str(one.until) for one in phrases(text, ANCHOR, past=True)] == [day]


WORDS = st.sampled_from(
    [
        "entro",
        "by",
        "bis",
        "avant",
        "antes",
        "fine",
        "end",
        "Ende",
        "fin",
        "primo",
        "first",
        "the",
        "il",
        "di",
        "of",
        "mese",
        "month",
        "next",
        "prossimo",
        "settimana",
        "week",
        "lunedì",
        "Friday",
        "mai",
        "may",
        "März",
        "5",
        "31",
        "12/5",
        "1.6.",
        "2026",
        "a",
        "couple",
        "of",
        "days",
        "due",
        "giorni",
        "lavorativi",
        "in",
        "tra",
        "un",
        "par",
        "de",
        "días",
        "dreißig",
        "kw",
        "53",
        "99",
        "00/00",
        "0",
        "giugno",
        "KW",
        "0",
        ",",
        ".",
        "\n",
    ]
)


@given(
    st.lists(WORDS, max_size=12),
    st.dates(date(1970, 1, 1), date(2200, 12, 31)),
    st.booleans(),
)
def test_any_words_give_days_on_the_right_side_of_the_mail(
    words: list[str],
    anchor: date,
    past: bool,  # noqa: FBT001
) -> None:
    found = phrases(" ".join(words), anchor, past=past)

    assert all(one.since <= one.until for one in found)
    assert all(
        (one.until <= anchor) if past else (one.until >= anchor) for one in found
    )


@given(st.text(max_size=300))
def test_any_text_is_searched(text: str) -> None:
    assert all(0 <= one.start < one.end <= len(text) for one in phrases(text, ANCHOR))
