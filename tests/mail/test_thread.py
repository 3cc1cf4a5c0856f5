"""Our own marks in a mail, the strongest place first."""

from hypothesis import given
from hypothesis import strategies as st

from agent.mail.parse import parse
from agent.mail.thread import Mark, marks, token_of_address, token_of_id
from tests.mail.samples import TOKEN, sample

DOMAIN = "studio.test"
OWN = frozenset({"conti@studio.test"})
OTHER = "a" * 26


def test_a_notice_carries_its_token_in_the_envelope() -> None:
    found = marks(parse(sample("postfix_unknown_user")), DOMAIN, OWN)

    assert found.tokens == (Mark(TOKEN, "envelope"),)


def test_an_answer_carries_it_in_the_thread() -> None:
    found = marks(parse(sample("person_in_a_ticket_system")), DOMAIN, OWN)

    assert found.tokens == (Mark(TOKEN, "thread"),)
    assert found.message_ids == ()


def test_a_report_carries_it_in_what_it_returns() -> None:
    raw = sample("postfix_unknown_user").replace(b"conti+" + TOKEN.encode(), b"conti")

    assert marks(parse(raw), DOMAIN, OWN).tokens == (Mark(TOKEN, "returned"),)


def test_an_envelope_id_comes_back_in_a_report() -> None:
    raw = b"""Content-Type: message/delivery-status

Original-Envelope-Id: %s

""" % TOKEN.upper().encode()

    assert marks(parse(raw), DOMAIN, OWN).tokens == (Mark(TOKEN, "returned"),)


def test_a_quoted_letter_carries_it_in_the_text() -> None:
    raw = b"Subject: x\n\nOk.\n> Message-ID: <%s@studio.test>\n" % TOKEN.encode()

    assert marks(parse(raw), DOMAIN, OWN).tokens == (Mark(TOKEN, "text"),)


def test_the_stronger_place_comes_first_and_each_token_once() -> None:
    raw = (
        f"To: conti+{TOKEN}@studio.test\n"
        f"References: <{OTHER}@studio.test> <{TOKEN}@studio.test> <x@cliente.test>\n\n"
        f"{TOKEN}@studio.test"
    )

    found = marks(parse(raw.encode()), DOMAIN, OWN)

    assert found.tokens == (Mark(TOKEN, "envelope"), Mark(OTHER, "thread"))
    assert found.message_ids == ("x@cliente.test",)


def test_other_peoples_details_and_domains_are_no_marks() -> None:
    assert token_of_address(f"conti+{TOKEN}@studio.test", OWN) == TOKEN
    assert token_of_address(f"altri+{TOKEN}@studio.test", OWN) == ""
    assert token_of_address("conti+fatture@studio.test", OWN) == ""
    assert token_of_address("conti@studio.test", OWN) == ""
    assert token_of_id(f"<{TOKEN}@studio.test>", DOMAIN) == TOKEN
    assert token_of_id(f"{TOKEN}@altro.test", DOMAIN) == ""
    assert token_of_id(f"{TOKEN}1@studio.test", DOMAIN) == ""


@given(st.binary(max_size=2000))
def test_marks_are_looked_for_in_any_bytes(raw: bytes) -> None:
    assert marks(parse(raw), DOMAIN, OWN).tokens == ()
