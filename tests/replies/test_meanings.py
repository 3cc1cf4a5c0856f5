"""What a person says that a mail is: only a line that says nothing else."""

from __future__ import annotations

import pytest

from agent.replies.meanings import Meant, meant


def of(means: str, means_not: str = "") -> Meant:
    return Meant(frozenset(means.split()), frozenset(means_not.split()))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("4 no, è una promessa", of("promises_payment")),
        ("4 no è una promessa", of("promises_payment")),
        ("4 non è una contestazione", of("", "disputes")),
        ("4: non è una contestazione, ma una domanda", of("asks_question", "disputes")),
        ("4 dice di aver già pagato", of("says_paid")),
        ("4 no, è solo lavoro", of("work")),
        ("4. È un avviso di assenza.", of("out_of_office")),
        ("4 e 5 è un ringraziamento", of("acknowledges")),
        ("4 è una domanda, è una lamentela", of("asks_question asks_to_stop")),
        ("4 it's a promise, not a dispute", of("promises_payment", "disputes")),
        ("4 that's about work", of("work")),
        ("4 no, he says he paid", None),
        ("4 says he paid", of("says_paid")),
        (
            "4 das ist keine Reklamation, sondern eine Frage",
            of("asks_question", "disputes"),
        ),
        ("4 ce n'est pas une contestation", of("", "disputes")),
        ("4 no es una disputa, es una pregunta", of("asks_question", "disputes")),
    ],
)
def test_a_line_says_what_a_mail_is(line: str, found: Meant | None) -> None:
    assert meant(line) == found


@pytest.mark.parametrize(
    "line",
    [
        "4",
        "4 no",
        "4 ok, grazie",
        "4 è una promessa: paga venerdì",
        "4 non è contestata",
        "4 pagata",
        "4 no, è Bianchi 14/2026",
        "4 è una promessa, non è una promessa",
        "4 è lavoro, è una domanda",
        "4 è una promessa, chiamalo",
        "4 aspetta 10 giorni",
        "perché la 4 è una contestazione?",
    ],
)
def test_a_line_that_says_more_or_less_is_no_meaning(line: str) -> None:
    assert meant(line) is None
