"""Every sample mail is what its expectation says."""

import json
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.mail.kind import kind
from agent.mail.parse import parse
from agent.model.message import Human, Parts, Receipt
from tests.mail.samples import FOLDER, NAMES, sample


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_what_its_expectation_says(name: str) -> None:
    expected = json.loads((FOLDER / f"{name}.expected.json").read_text("utf-8"))

    found = kind(parse(sample(name)))

    fields = {key: value for key, value in asdict(found).items() if key != "because"}
    answer = {"kind": type(found).__name__, **fields}
    assert json.loads(json.dumps(answer, default=str)) == expected


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_names_its_evidence(name: str) -> None:
    assert len(kind(parse(sample(name))).because) > 20


@pytest.mark.parametrize("name", NAMES)
def test_line_ends_change_nothing(name: str) -> None:
    raw = sample(name)

    assert kind(parse(raw.replace(b"\n", b"\r\n"))) == kind(parse(raw))


@given(st.binary(max_size=3000))
def test_any_bytes_have_a_kind(raw: bytes) -> None:
    assert kind(parse(raw)).because


@given(
    name=st.sampled_from(NAMES),
    at=st.floats(0, 1),
    cut=st.integers(0, 400),
    put=st.binary(max_size=80),
)
def test_a_damaged_sample_has_a_kind(
    name: str, at: float, cut: int, put: bytes
) -> None:
    raw = sample(name)
    place = int(at * len(raw))

    assert kind(parse(raw[:place] + put + raw[place + cut :])).because


@given(st.sampled_from([one for one in NAMES if one.startswith("person_")]), st.data())
def test_a_person_who_quotes_a_notice_stays_a_person(
    name: str, data: st.DataObject
) -> None:
    bounce = data.draw(st.sampled_from(["exim_without_report", "qmail_full"]))
    parts = parse(sample(name) + b"\n\n> " + parse(sample(bounce)).text.encode())

    assert isinstance(kind(parts), Human)


def test_a_mail_that_says_nothing_is_a_persons() -> None:
    assert isinstance(kind(Parts()), Human)


def test_a_relayed_mail_is_not_yet_in_the_mailbox() -> None:
    raw = sample("delivered_on_request").replace(
        b"Action: delivered", b"Action: relayed"
    )

    found = kind(parse(raw))

    assert isinstance(found, Receipt)
    assert not found.is_final
