"""The mail channel against a real Postfix, with a network that fails in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from agent.channels.channel import Envelope
from agent.channels.email import EmailChannel
from agent.channels.smtp_login import SmtpLogin, Timeouts
from agent.errors import Refused, TryLater, Uncertain
from tests.servers.fault_proxy import Fault, Mode
from tests.servers.letters import large_sample, sample
from tests.servers.mail_pair import MailPair

US, COPY = "incassi@firm.test", "incassi+copy-k7q2@firm.test"
TO_ANNA = Envelope("k7q2", "incassi+k7q2@firm.test", "anna@client.test", COPY)
MAIL = sample(to="anna@client.test", sender=US, subject="Fattura 12", X_Tag="k7q2")

OpenTo = Callable[..., EmailChannel]


@pytest.fixture
def open_to() -> Iterator[OpenTo]:
    """Open channels to a pair's server that are closed after the test."""
    opened: list[EmailChannel] = []

    def open_one(pair: MailPair, port: int = 0, **changes: Any) -> EmailChannel:
        settings: dict[str, Any] = {
            "host": "localhost",
            "port": port or pair.place.ports.smtps,
            "user": US,
            "password": lambda: pair.password,
            "ca_file": str(pair.ca_file),
            "timeouts": Timeouts(connect=30, command=30, data=30),
        }
        opened.append(EmailChannel(SmtpLogin(**(settings | changes))))
        return opened[-1]

    yield open_one
    for channel in opened:
        channel.close()


def is_ours(raw: bytes) -> bool:
    return b"X-Tag: k7q2" in raw


def copies_of_ours(pair: MailPair, user: str) -> int:
    return sum(map(is_ours, pair.messages(user)))


def test_a_letter_and_its_copy_arrive_once(
    mail_pair: MailPair, open_to: OpenTo
) -> None:
    channel = open_to(mail_pair)
    channel.offer(TO_ANNA)
    assert channel.hand_over(MAIL).startswith("250 2.0.0")
    arrived = mail_pair.wait_for("anna@client.test", is_ours)
    assert b"Return-Path: <incassi+k7q2@firm.test>" in arrived
    mail_pair.wait_for(US, is_ours)


def test_starttls_leads_to_the_same(mail_pair: MailPair, open_to: OpenTo) -> None:
    channel = open_to(mail_pair, mail_pair.place.ports.submission, tls="starttls")
    channel.offer(TO_ANNA)
    channel.hand_over(MAIL)
    mail_pair.wait_for("anna@client.test", is_ours)


def test_a_lost_250_is_uncertain_and_the_copy_is_the_evidence(
    mail_pair: MailPair, open_to: OpenTo
) -> None:
    proxy = mail_pair.proxy(mail_pair.place.ports.smtps)
    big = large_sample("anna@client.test", US, 100) + b"X-Tag: k7q2\r\n"
    proxy.plan = lambda _number: Fault(lose_answer_after=50_000)
    channel = open_to(mail_pair, proxy.port)
    channel.offer(TO_ANNA)
    with pytest.raises(Uncertain, match="cut the connection"):
        channel.hand_over(big)
    mail_pair.wait_for(US, is_ours)
    mail_pair.wait_for("anna@client.test", is_ours)
    assert copies_of_ours(mail_pair, "anna@client.test") == 1


def test_a_connection_cut_inside_data_is_uncertain_and_leaves_no_copy(
    mail_pair: MailPair, open_to: OpenTo
) -> None:
    proxy = mail_pair.proxy(mail_pair.place.ports.smtps)
    proxy.plan = lambda _number: Fault(cut_up_after=50_000)
    channel = open_to(mail_pair, proxy.port)
    channel.offer(TO_ANNA)
    with pytest.raises(Uncertain):
        channel.hand_over(large_sample("anna@client.test", US, 100))
    proxy.plan = lambda _number: Fault()
    channel.offer(TO_ANNA)
    channel.hand_over(MAIL)
    mail_pair.wait_for(US, is_ours)
    assert len(mail_pair.messages(US)) == 1


def test_an_unknown_recipient_is_refused_before_anything_is_handed_over(
    mail_pair: MailPair, open_to: OpenTo
) -> None:
    channel = open_to(mail_pair)
    with pytest.raises(Refused) as caught:
        channel.offer(Envelope("k7q2", US, "ghost@firm.test", COPY))
    assert (caught.value.code, caught.value.status) == (550, "5.1.1")
    assert "ghost@firm.test" not in str(caught.value)


def test_a_copy_that_is_refused_leaves_the_letter_alone(
    mail_pair: MailPair, open_to: OpenTo
) -> None:
    channel = open_to(mail_pair)
    channel.offer(Envelope("k7q2", US, "anna@client.test", "ghost@firm.test"))
    answer = channel.hand_over(MAIL)
    assert answer.startswith("250")
    assert "our own copy was refused: 550 5.1.1" in answer
    mail_pair.wait_for("anna@client.test", is_ours)


def test_a_letter_too_big_is_refused_before_it_is_handed_over(
    mail_pair: MailPair, open_to: OpenTo
) -> None:
    limit = mail_pair.place.profile.size_limit
    with pytest.raises(Refused, match="too big") as caught:
        open_to(mail_pair).offer(
            Envelope("k7q2", US, "anna@client.test", size=limit + 1)
        )
    assert caught.value.code == 552


def test_a_bounce_brings_our_id_back_and_the_copy_makes_none(
    mail_pair: MailPair, open_to: OpenTo
) -> None:
    channel = open_to(mail_pair)
    channel.offer(Envelope("k7q2", US, "ghost@client.test", "ghost2@client.test"))
    channel.hand_over(MAIL)
    told = mail_pair.wait_for_report(US, "ghost@client.test")
    assert (told.status, told.envelope_id) == ("5.1.1", "k7q2")
    assert len(mail_pair.messages(US)) == 1


def test_a_delivery_is_told_where_asked_for(
    mail_pair: MailPair, open_to: OpenTo
) -> None:
    channel = open_to(mail_pair)
    channel.offer(Envelope("k7q2", US, "anna@client.test", wants_delivered=True))
    channel.hand_over(MAIL)
    told = mail_pair.wait_for_report(US, "anna@client.test", "delivered")
    assert told.envelope_id == "k7q2"


def test_a_wrong_password_is_tried_once_and_named(
    mail_pair: MailPair, open_to: OpenTo
) -> None:
    proxy = mail_pair.proxy(mail_pair.place.ports.smtps)
    channel = open_to(mail_pair, proxy.port, password=lambda: "wrong")
    for _ in range(2):
        with pytest.raises(TryLater, match="refuses user or password"):
            channel.offer(TO_ANNA)
    assert proxy.connections == 1


def test_a_provider_that_wants_the_login_as_sender_is_our_fault(
    strict_pair: MailPair, open_to: OpenTo
) -> None:
    channel = open_to(strict_pair)
    with pytest.raises(TryLater, match="does not let us send: 553"):
        channel.offer(TO_ANNA)
    assert "does not let us send" in channel.fault


def test_a_provider_without_details_or_notices_still_sends(
    strict_pair: MailPair, open_to: OpenTo
) -> None:
    channel = open_to(strict_pair)
    assert not channel.probe().dsn
    with pytest.raises(Refused) as caught:
        channel.offer(Envelope("k7q2", US, "ghost@firm.test", COPY))
    assert caught.value.status == "5.1.1"
    channel.offer(Envelope("k7q2", US, "anna@client.test", US))
    assert channel.hand_over(MAIL).startswith("250")
    strict_pair.wait_for(US, is_ours)


def test_a_probe_finds_notices_size_and_certificate(
    mail_pair: MailPair, open_to: OpenTo
) -> None:
    found = open_to(mail_pair, mail_pair.place.ports.submission, tls="starttls").probe()
    assert (found.dsn, found.starttls) == (True, True)
    assert found.size == mail_pair.place.profile.size_limit
    assert "plain" in found.logins
    assert found.certificate_until is not None


def test_a_swallowing_network_is_a_time_out_before_data_and_a_doubt_after(
    mail_pair: MailPair, open_to: OpenTo
) -> None:
    proxy = mail_pair.proxy(mail_pair.place.ports.smtps)
    short = Timeouts(data=0.5)
    channel = open_to(mail_pair, proxy.port, timeouts=short)
    channel.offer(TO_ANNA)
    proxy.mode = Mode.BLACKHOLE
    with pytest.raises(Uncertain, match="in time"):
        channel.hand_over(MAIL)
    lost = open_to(mail_pair, proxy.port, timeouts=Timeouts(connect=0.5))
    with pytest.raises(TryLater, match="time-out"):
        lost.offer(TO_ANNA)


def test_the_channel_works_again_after_the_server_came_back(
    mail_pair: MailPair, open_to: OpenTo
) -> None:
    channel = open_to(mail_pair)
    channel.offer(TO_ANNA)
    mail_pair.stop("postfix", kill=True)
    with pytest.raises((TryLater, Uncertain)):
        channel.hand_over(MAIL)
    with pytest.raises(TryLater, match="refuses connections"):
        channel.offer(TO_ANNA)
    assert "refuses connections" in channel.fault
    mail_pair.start("postfix")
    channel.offer(TO_ANNA)
    assert channel.hand_over(MAIL).startswith("250")
    assert channel.fault == ""
