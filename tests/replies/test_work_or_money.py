"""A mail about the work is only a sign of life; one about money is never missed."""

from datetime import date
from functools import cache

from agent import resources
from agent.model.message import Parts
from agent.model.reply import Reading
from agent.replies.labelled import Labelled, texts
from agent.replies.model import Model, from_bytes
from agent.replies.understand import understand

SENT = date(2026, 5, 12)
# Of more than 1,200, a fourteenth of them held out of training.
MOST_FALSE_HOLDS = 7
SAYS_NOTHING = {
    "other",
    "acknowledges",
    "out_of_office",
    "automatic",
    "machine",
    "work",
}


@cache
def model() -> Model:
    return from_bytes(resources.weights().read_bytes())


@cache
def known() -> tuple[Labelled, ...]:
    return tuple(
        one for path in resources.texts() for one in texts(path.read_text("utf-8"))
    )


def reading(text: str, subject: str = "") -> Reading:
    return understand(Parts(text=text, subject=subject), SENT, model=model())


def test_mails_about_the_work_seldom_hold() -> None:
    work = [one.text for one in known() if one.is_work]
    held = [text for text in work if reading(text).about_money]

    assert len(work) >= 1_200
    assert len(held) <= MOST_FALSE_HOLDS, held


def test_no_mail_about_money_under_our_subject_is_missed() -> None:
    money = [one.text for one in known() if not one.labels <= SAYS_NOTHING]
    subject = "Re: Fattura 12/2026"

    assert len(money) >= 3_000
    assert [text for text in money if not reading(text, subject).about_money] == []


def test_a_number_that_is_not_ours_makes_no_mail_about_money() -> None:
    text = (
        "Il corriere ha scaricato tre bancali di piastrelle, doc. n. 777, "
        "dove li mettiamo? Domani arrivano anche i sanitari."
    )

    assert not reading(text).about_money
    assert understand(
        Parts(text=text), SENT, open_numbers=frozenset({"777"}), model=model()
    ).about_money
