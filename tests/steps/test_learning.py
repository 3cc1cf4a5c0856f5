"""What a person says that a mail meant is kept, and read by once it was learned."""

from __future__ import annotations

import random

import pytest

from agent import resources
from agent.errors import Refused
from agent.ledger import corrections
from agent.replies.labelled import Labelled
from agent.replies.model import Model, from_bytes, to_bytes
from agent.replies.rules import INTENTS
from agent.steps.act import learning
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.in_words import MEANINGS
from agent.steps.learned import model_of, shipped_digest
from tests.steps import given

ODD = "il gatto dorme sul tetto verde"


def few() -> tuple[Labelled, ...]:
    said = [
        ("abbiamo pagato ieri", "says_paid", False),
        ("pagato tutto la settimana scorsa", "says_paid", False),
        ("chiediamo di pagare a rate", "asks_instalments", False),
        ("vorremmo tre rate", "asks_instalments", False),
        ("pagato ieri", "says_paid", True),
    ]
    return tuple(Labelled(text, frozenset((word,)), held) for text, word, held in said)


def seeded() -> random.Random:
    return random.Random(1)  # noqa: S311 - it shuffles, it hides nothing


def shipped() -> Model:
    return from_bytes(resources.weights().read_bytes())


@pytest.fixture
def written(desk: Desk) -> Desk:
    raw = given.one_letter(desk)
    mail = given.mail("anna@client.test", "Re: Fattura 1/2026", ODD, answers=raw)
    given.arrives(desk, mail)
    return desk


def test_a_correction_is_kept_beside_the_mail_and_changes_no_hold(
    written: Desk,
) -> None:
    held = given.standing_holds(written)
    (mail,) = learning.replies(written)
    learning.correct(written, "ada", mail.message[-6:], ["asks_instalments"])

    assert learning.replies(written)[0].corrected == ("asks_instalments",)
    assert given.standing_holds(written) == held
    assert "reply.corrected" in given.happened(written)


@pytest.mark.parametrize(
    ("message", "words", "said"),
    [
        ("", ["nonsense"], "'nonsense' is none of"),
        ("", ["work", "legal"], "only `work`"),
        ("zzzzzz", ["legal"], "no mail's id ends"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    written: Desk, message: str, words: list[str], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        learning.correct(written, "ada", message, words)


def test_a_mail_is_shown_whole_by_the_end_of_its_id(written: Desk) -> None:
    (mail,) = learning.replies(written)

    assert learning.reply(written, mail.message[-6:]) == mail
    assert mail.words == ODD


def test_every_meaning_is_explained() -> None:
    assert set(MEANINGS) == {*(one.word for one in INTENTS), "other", "work"}


def test_nothing_is_learned_from_nothing(written: Desk) -> None:
    with pytest.raises(Refused, match="nothing was corrected"):
        learning.learn(written, "ada", seeded(), few())


def test_what_was_learned_reads_the_next_mail(written: Desk) -> None:
    (mail,) = learning.replies(written)
    learning.correct(written, "ada", mail.message, ["asks_instalments"])
    lesson = learning.learn(written, "ada", seeded(), few())
    given.arrives(written, given.mail("anna@client.test", "Re: Fattura 1/2026", ODD))

    assert lesson.corrections == 1
    assert lesson.after.dangers <= lesson.before.dangers
    assert learning.replies(written)[0].intents == ("asks_instalments",)


def test_more_danger_is_refused_and_nothing_changes(written: Desk) -> None:
    (mail,) = learning.replies(written)
    learning.correct(written, "ada", mail.message, ["says_paid"])
    with pytest.raises(Refused, match="dangers would go unseen"):
        learning.learn(written, "ada", seeded(), [*few(), *unseen()])
    with picture(written) as tx:
        assert corrections.weights(tx) == ("", "")


def unseen() -> tuple[Labelled, ...]:
    """Give orders to a machine, taught to be taken for a payment."""
    held = Labelled("la luna verde canta", frozenset(("machine",)), is_held=True)
    taught = Labelled("la luna verde canta", frozenset(("says_paid",)), is_held=False)
    return (held, *([taught] * 10))


def test_weights_learned_from_others_than_the_shipped_wait(written: Desk) -> None:
    with transaction(written, "ada") as tx:
        data = to_bytes(Model({}))
        corrections.keep_weights(tx, data, "of an older program", "learned")
        assert model_of(written, tx) == shipped()
        corrections.keep_weights(tx, data, shipped_digest(), "learned")
        assert model_of(written, tx) == Model({})


def test_what_was_learned_can_be_forgotten(written: Desk) -> None:
    with transaction(written, "ada") as tx:
        corrections.keep_weights(tx, b"damaged", shipped_digest(), "learned")
        assert model_of(written, tx) == shipped()
    learning.forget(written, "ada")
    with picture(written) as tx:
        assert corrections.weights(tx) == ("", "")
