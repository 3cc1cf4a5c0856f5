"""The PEC channel: what an access point would not accept is not handed over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.channels.channel import Channel, Envelope
from agent.channels.pec import PecChannel, misshapen
from agent.channels.smtp_login import SmtpLogin, Timeouts
from agent.errors import Refused
from tests.channels.smtp_stage import Stage

OURS, HIS = "studio@pec.test", "alfa@pec.test"
LETTER = (
    f"From: Studio <{OURS}>\r\nTo: {HIS}\r\nMessage-ID: <t@firm.test>\r\n\r\nx\r\n"
).encode()
ENVELOPE = Envelope("t", OURS, HIS, size=len(LETTER))


@pytest.fixture
def channel(stage: Stage, certificates: Path) -> Iterator[PecChannel]:
    made = PecChannel(
        SmtpLogin(
            "localhost",
            "incassi@firm.test",
            lambda: "stage-secret",
            port=stage.port,
            ca_file=str(certificates / "ca.pem"),
            timeouts=Timeouts(connect=2, command=2, data=2, grace=0.3),
        )
    )
    yield made
    made.close()


def test_a_letter_is_handed_over_as_it_is(channel: Channel, stage: Stage) -> None:
    channel.offer(ENVELOPE)
    assert channel.hand_over(LETTER).startswith("250")
    assert len(stage.taken) == 1


@pytest.mark.parametrize(
    ("raw", "envelope", "fault"),
    [
        (LETTER, ENVELOPE, ""),
        (LETTER, Envelope("t", f"x+{OURS}", HIS), "envelope sender"),
        (LETTER, Envelope("t", OURS, "other@pec.test"), "recipients"),
        (LETTER, Envelope("t", OURS, HIS, own_copy=OURS), "hidden"),
        (LETTER.replace(b"To:", b"X-To:"), ENVELOPE, "no To"),
        (b"Bcc: x@pec.test\r\n" + LETTER, ENVELOPE, "hidden"),
        (b"Cc: x@pec.test\r\n" + LETTER, ENVELOPE, "recipients"),
    ],
)
def test_what_would_not_be_accepted_is_known_before(
    raw: bytes, envelope: Envelope, fault: str
) -> None:
    assert fault in misshapen(raw, envelope)
    assert bool(fault) == bool(misshapen(raw, envelope))


def test_a_misshapen_letter_is_refused_and_not_handed_over(
    channel: Channel, stage: Stage
) -> None:
    channel.offer(Envelope("t", OURS, "other@pec.test"))
    with pytest.raises(Refused, match="would not be accepted"):
        channel.hand_over(LETTER)
    assert not stage.taken


def test_a_letter_above_thirty_megabytes_is_not_offered(channel: Channel) -> None:
    with pytest.raises(Refused, match="too big") as caught:
        channel.offer(Envelope("t", OURS, HIS, size=31_000_000))
    assert caught.value.status == "5.3.4"
