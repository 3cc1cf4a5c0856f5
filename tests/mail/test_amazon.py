"""Amazon SES tells of deliveries in JSON, in mails of its notification service."""

from __future__ import annotations

import json
import textwrap
from typing import Any

import pytest

from agent.mail.kind import kind
from agent.mail.parse import parse
from agent.model.message import (
    Bounce,
    Complaint,
    Delay,
    Failure,
    FailureReason,
    Human,
    MessageKind,
    Receipt,
)

MAIL = {
    "source": "conti@studio.test",
    "commonHeaders": {"from": ["conti@studio.test"], "messageId": "<l.1@studio.test>"},
}


def of(message: dict[str, Any], *, width: int = 998) -> MessageKind:
    """Give the kind of a notification, its JSON in JSON as the service sends it."""
    body = json.dumps({"Type": "Notification", "Message": json.dumps(message)})
    text = "\n ".join(textwrap.wrap(body, width, drop_whitespace=False))
    raw = (
        "From: no-reply@sns.amazonaws.test\nSubject: AWS Notification Message\n"
        f"x-amz-sns-message-id: 1\n\n{text}\n"
    )
    return kind(parse(raw.encode()))


def bounce(kind_of: str, subtype: str, **recipient: str) -> dict[str, Any]:
    one = {"emailAddress": "Ugo@cliente.test", **recipient}
    told = {"bounceType": kind_of, "bounceSubType": subtype, "bouncedRecipients": [one]}
    return {"notificationType": "Bounce", "bounce": told, "mail": MAIL}


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            bounce(
                "Permanent",
                "General",
                status="5.1.1",
                diagnosticCode="smtp; 550 5.1.1 unknown",
            ),
            (True, "user_unknown", "5.1.1"),
        ),
        (
            bounce(
                "Transient",
                "MailboxFull",
                status="4.2.2",
                diagnosticCode="smtp; 452 full",
            ),
            (False, "mailbox_full", "4.2.2"),
        ),
        (bounce("Permanent", "NoEmail"), (True, "user_unknown", "")),
        (bounce("Permanent", "Suppressed"), (True, "filtered", "")),
        (bounce("Transient", "MessageTooLarge"), (False, "too_big", "")),
        (bounce("Undetermined", "Undetermined"), (True, "other", "")),
    ],
)
def test_a_bounce_is_told(
    message: dict[str, Any], expected: tuple[bool, FailureReason, str]
) -> None:
    found = of(message)

    assert isinstance(found, Bounce)
    assert found.failure == Failure(
        ("ugo@cliente.test",), *expected, original_message_id="l.1@studio.test"
    )


def test_wrapped_lines_hide_nothing() -> None:
    message = bounce("Permanent", "NoEmail", status="5.1.1")

    assert of(message, width=60) == of(message)


def test_a_late_delivery_is_a_delay() -> None:
    told = {"delayedRecipients": [{"emailAddress": "ugo@cliente.test"}]}
    found = of({"eventType": "DeliveryDelay", "deliveryDelay": told, "mail": MAIL})

    assert isinstance(found, Delay)
    assert found.failure.recipients == ("ugo@cliente.test",)
    assert (found.failure.is_permanent, found.failure.reason) == (False, "expired")


def test_good_news_and_complaints_are_told_apart() -> None:
    delivered = of(
        {
            "notificationType": "Delivery",
            "delivery": {"recipients": ["ugo@cliente.test"]},
            "mail": MAIL,
        }
    )
    complained = of(
        {
            "notificationType": "Complaint",
            "complaint": {
                "complainedRecipients": [{"emailAddress": "ugo@cliente.test"}]
            },
        }
    )

    assert isinstance(delivered, Receipt)
    assert delivered.recipients == ("ugo@cliente.test",)
    assert isinstance(complained, Complaint)
    assert complained.recipients == ("ugo@cliente.test",)


def test_other_notifications_and_other_senders_tell_nothing() -> None:
    raw = f"From: a@x.test\n\n{json.dumps(bounce('Permanent', 'NoEmail'))}"

    assert not isinstance(of({"AlarmName": "disk"}), Bounce)
    assert isinstance(kind(parse(raw.encode())), Human)
