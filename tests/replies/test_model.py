"""The model: adds and warns, never takes away; written and read unchanged."""

import random
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent import resources
from agent.errors import Unreadable
from agent.model.message import Parts
from agent.replies.decision import hold_for
from agent.replies.findings import find
from agent.replies.labelled import Example, Labelled, examples, texts
from agent.replies.model import Model, from_bytes, to_bytes
from agent.replies.said import read
from agent.replies.training import train
from agent.replies.understand import understand

SENT = date(2026, 5, 12)
FACTS = (
    "text",
    "promise",
    "paid_on",
    "amount",
    "payment_reference",
    "invoice_references",
    "new_contact",
)
SOME = (
    "paghiamo pagato bonifico domani non mai avvocato fattura sbagliata we will pay "
    "invoice lawyer wrong Rechnung Insolvenz virement pago cuando IBAN ? . , 12/2026"
)
GRAVE = {"legal", "hardship", "bank_details_change", "asks_to_stop"}
WORDS = st.lists(st.sampled_from(SOME.split()), max_size=14).map(" ".join)


@cache
def model() -> Model:
    return from_bytes(resources.weights().read_bytes())


def seeded() -> random.Random:
    return random.Random(1)  # noqa: S311 - it shuffles, it hides nothing


def few() -> tuple[Example, ...]:
    said = [
        ("abbiamo pagato ieri", "says_paid"),
        ("già saldata", "says_paid"),
        ("paid last week", "says_paid"),
        ("paghiamo domani", "promises_payment"),
        ("we will pay tomorrow", "promises_payment"),
        ("wir zahlen morgen", "promises_payment"),
        ("le foto del cantiere", "work"),
        ("the drawings", "work"),
    ]
    return examples(
        Labelled(text, frozenset((label,)), is_held=False) for text, label in said
    )


def test_the_same_texts_give_the_same_weights() -> None:
    first = to_bytes(train(few(), seeded()))

    assert to_bytes(train(few(), seeded())) == first


def test_what_was_written_is_read_again() -> None:
    written = resources.weights().read_bytes()

    assert to_bytes(from_bytes(written)) == written


def test_the_weights_are_small() -> None:
    assert resources.weights().stat().st_size < 1_500_000


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b'{"form": 9, "labels": {}}', b'{"form": 1, "labels": {"a": 1}}'],
)
def test_damaged_weights_are_named_so(data: bytes) -> None:
    with pytest.raises(Unreadable):
        from_bytes(data)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("vi ho già mandato tutto con la posta la settimana scorsa", "says_paid"),
        ("my barrister will be in touch", "legal"),
        ("ich hab grad kein Geld dafür", "hardship"),
        ("la somme me paraît fausse par rapport au devis", "disputes"),
        ("¿podría ir pagándolo en cuotas?", "asks_instalments"),
    ],
)
def test_words_no_text_of_ours_holds_are_understood(text: str, word: str) -> None:
    assert word in understand(Parts(text=text), SENT, model=model()).intents


@given(WORDS)
def test_what_a_rule_found_stands_or_a_person_looks(text: str) -> None:
    by_rules = set(find(read(text, "it")).evidence)
    together = understand(Parts(text=text), SENT, answers_us=True, model=model())

    assert by_rules <= set(together.intents) or together.needs_person
    assert by_rules & GRAVE <= set(together.intents)


def test_a_question_that_is_none_is_named_for_what_it_asks() -> None:
    text = "le va bene metà adesso e metà a gennaio?"
    found = understand(Parts(text=text), SENT, answers_us=True, model=model())

    assert found.intents == ("asks_instalments",)
    assert found.needs_person


@given(WORDS)
def test_no_fact_comes_from_the_model(text: str) -> None:
    alone = understand(Parts(text=text), SENT, answers_us=True)
    together = understand(Parts(text=text), SENT, answers_us=True, model=model())

    assert all(
        getattr(together, fact) in {getattr(alone, fact), None, ""} for fact in FACTS
    )


@given(WORDS)
def test_a_hard_stop_goes_to_a_person_whatever_the_model_says(text: str) -> None:
    stopped = f"{text}\nVi risponderà il nostro avvocato."

    assert understand(Parts(text=stopped), SENT, model=model()).needs_person


@pytest.mark.parametrize(
    "text",
    [
        "Ho pagato ieri.",
        "Ho pagato la fattura ABC.",
        "Abbiamo pagato la fattura.",
        "Pagheremo domani.",
        "We paid yesterday.",
        "We will pay tomorrow.",
        "Wir zahlen morgen.",
        "Nous paierons demain.",
        "Pagaremos mañana.",
        "Ricevuto, grazie.",
    ],
)
def test_the_model_leaves_alone_what_the_rules_explain_whole(text: str) -> None:
    alone = understand(Parts(text=text), SENT, answers_us=True)
    together = understand(Parts(text=text), SENT, answers_us=True, model=model())

    assert together.intents == alone.intents
    assert not together.needs_person


@pytest.mark.parametrize("text", ["Le rispondo.", "I answer tomorrow", "Ich antworte."])
def test_no_person_is_taken_for_a_robot_on_the_models_word(text: str) -> None:
    found = understand(Parts(text=text), SENT, answers_us=True, model=model())

    assert hold_for(found, SENT).reason != "parked"


def test_a_line_of_no_label_is_named() -> None:
    with pytest.raises(Unreadable, match="line 2: unknown label: nonsense"):
        texts("part\tlabels\ttext\ntrain\tnonsense\tciao")
    with pytest.raises(Unreadable, match="line 2: not train or held"):
        texts("part\tlabels\ttext\nciao")


@pytest.mark.parametrize("language", ["it", "en", "de", "fr", "es"])
def test_every_language_has_texts_of_every_kind_some_held_out(language: str) -> None:
    table = next(path for path in resources.texts() if path.stem == language)
    known = texts(table.read_text("utf-8"))

    assert len({one.text for one in known}) == len(known) >= 180
    assert sum(one.is_held for one in known) >= 60
    assert {word for one in known for word in one.labels} >= {
        "legal",
        "hardship",
        "bank_details_change",
        "machine",
        "work",
        "says_paid",
        "promises_payment",
    }
