"""Gateways, filters and carriers: their notices, most without a report."""

from __future__ import annotations

import pytest

from agent.mail.kind import kind
from agent.mail.parse import parse
from agent.model.message import Bounce
from tests.mail.notices import Notice

BOUNCES = [
    Notice(
        "MailMarshal",
        'Undeliverable Mail: "Fattura"',
        "Your message:\n   From:    conti@studio.test\n   Subject: Fattura\n\n"
        "Could not be delivered because of\n\n550 5.1.1 User unknown\n\n"
        "The following recipients were affected: \n    ugo@cliente.test\n\n"
        "Additional Information\n======================\n",
        "user_unknown",
        sender="postmaster@mx.test",
        wrap="-------- Original Message Headers --------",
    ),
    Notice(
        "MailFoundry",
        "Message delivery has failed",
        "This is a notice that your message was not delivered.\n"
        "Delivery failed for the following reason:\nServer mx.cliente.test[192.0.2.1] "
        "failed with: 550 <ugo@cliente.test> No such user here\n\n"
        "This has been a permanent failure.  No further delivery attempts will be made.",
        "user_unknown",
        wrap="---------- Original message follows ----------",
    ),
    Notice(
        "MX Logic",
        "Mail delivery failed: returning message to sender",
        "A message that you sent could not be delivered to one or more of its\n"
        "recipients. This is a permanent error.\n\nThe following address failed:\n\n"
        "  <ugo@cliente.test>:550 5.1.1 <ugo@cliente.test>... User Unknown\n",
        "user_unknown",
        wrap="Included is a copy of the message header:",
    ),
    Notice(
        "SurfControl",
        "Your message could not be sent",
        "Your message could not be sent.\n\nThe following addresses failed:\n"
        "ugo@cliente.test\n192.0.2.1 550 5.1.1 User unknown",
        "user_unknown",
        sender="Mail Delivery System <postmaster@mx.test>",
    ),
    Notice(
        "a mobile carrier's gateway",
        "Undeliverable Message",
        "Error: No valid recipients for this MM\n\n"
        "The message to ugo@cliente.test could not be delivered to mobile.",
        "user_unknown",
        sender="post_master@mx.test",
    ),
    Notice(
        "McAfee",
        "Delivery Status",
        "--- The following addresses had delivery problems ---\n\n"
        "<ugo@cliente.test>   (User unknown ugo@cliente.test)",
        "user_unknown",
    ),
    Notice(
        "Sendmail 5",
        "Returned mail: User unknown",
        "   ----- Transcript of session follows -----\n"
        "While talking to mx.cliente.test:\n>>> RCPT To:<ugo@cliente.test>\n"
        "<<< 550 <ugo@cliente.test>, User Unknown\n"
        "550 <ugo@cliente.test>... User unknown",
        "user_unknown",
        wrap="   ----- Unsent message follows -----",
    ),
    Notice(
        "James",
        "Returned mail",
        "Hi. This is the James mail server at mx.test.\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
        "This is a permanent error; I've given up. Sorry it didn't work out.\n\n"
        "Failed recipient(s):\nugo@cliente.test\n\n"
        "Error message:\n550 5.1.1 <ugo@cliente.test>... User Unknown",
        "user_unknown",
        sender="postmaster@mx.test",
        wrap="The original message is attached.",
    ),
    Notice(
        "Netscape, X6",
        "There was an error sending your mail",
        "We had trouble delivering your message. Full details follow:\n\n"
        "1 error(s):\n\nSMTP Server <mx.cliente.test> rejected recipient "
        "<ugo@cliente.test>\n(Error following RCPT command). "
        "It responded as follows: [550 5.1.1 User Unknown]",
        "user_unknown",
        wrap="------- Original message headers follow -------",
    ),
    Notice(
        "Notes",
        "Undeliverable message",
        "------- Failure Reasons  --------\n\n"
        "User not listed in public Name & Address Book\nugo@cliente.test\n",
        "user_unknown",
        sender="Postmaster@mx.test",
        wrap="------- Returned Message --------",
    ),
    Notice(
        "KDDI",
        "Mail System Error - Returned Mail",
        "Your mail sent on: Tue, 12 May 2026 10:04:47 +0900\n"
        "    Could not be delivered to: <ugo@cliente.test>\n"
        "    As their mailbox is full.",
        "mailbox_full",
        sender="no-reply@mx.test",
    ),
    Notice(
        "BIGLOBE",
        "Returned mail: User unknown",
        "   ----- The following addresses had delivery problems -----\n"
        "ugo@cliente.test\n\n   ----- Non-delivered information -----\n"
        "The number of messages in recipient's mailbox exceeded the local limit.",
        "mailbox_full",
        wrap="   ----- Original message follows -----",
    ),
    Notice(
        "m-FILTER",
        "failure notice",
        "message : Undelivered\nreason  : User unknown\n\n-------server message\n"
        "550 5.1.1 unknown user <ugo@cliente.test>\n\n-------SMTP command\nRCPT TO",
        "user_unknown",
        sender="MAILER-DAEMON@mx.test",
        wrap="-------original message",
    ),
    Notice(
        "Mail.Ru",
        "Mail failure.",
        "Это письмо создано автоматически сервером.\n\n"
        "К сожалению, Ваше письмо не может быть доставлено одному или нескольким "
        "получателям:\n\nugo@cliente.test\n    host mx.cliente.test: 550 user unknown",
        "user_unknown",
        sender="mailer-daemon@mx.test",
        wrap="------ This is a copy of your message, including all the headers. ------",
    ),
    Notice(
        "IronPort",
        "Delivery Status Notification (Failure)",
        "The following message to <ugo@cliente.test> was undeliverable.\n"
        "The reason for the problem:\n5.1.0 - Unknown address error 550-'user unknown'",
        "user_unknown",
        sender="Mail Delivery System <mailer-daemon@mx.test>",
    ),
    Notice(
        "a filter before the mailbox",
        "failure notice",
        "Your mail message to the following address(es) could not be delivered.\n\n"
        "<ugo@cliente.test>:\nThe user's mailfolder is full.",
        "mailbox_full",
        wrap="--- Below this line is a copy of the message.",
    ),
    Notice(
        "an old university",
        "Your message was not delivered",
        "Your message, which was addressed to ugo@cliente.test, was not delivered:\n"
        "there is no mailbox here by that name.",
        "user_unknown",
        sender="Mail Administrator <postmaster@mx.test>",
    ),
    Notice(
        "one.com",
        "Mail delivery failed",
        "The e-mail could not be delivered to 'ugo@cliente.test'.\n"
        "The domain name was not found. Check the address.",
        "host_unknown",
        sender="Mail Delivery Subsystem <MAILER-DAEMON@mx.test>",
    ),
    Notice(
        "Libero, Tiscali, TIM",
        "Messaggio non recapitato",
        "Il messaggio inviato non è stato consegnato ai seguenti destinatari:\n\n"
        "ugo@cliente.test\n\nMotivo: casella piena",
        "mailbox_full",
        sender="postmaster@mx.test",
        wrap="----- Messaggio originale -----",
    ),
    Notice(
        "a mail program that expires",
        "Mail delivery failed",
        "Your message to ugo@cliente.test could not be delivered for 5 days.\n"
        "It will not be retried. The last error was: connection timed out.",
        "expired",
    ),
]


@pytest.mark.parametrize("notice", BOUNCES, ids=lambda one: one.program)
def test_every_gateways_failure_is_read(notice: Notice) -> None:
    found = kind(parse(notice.raw))

    assert isinstance(found, Bounce), found
    assert found.failure.recipients == ("ugo@cliente.test",)
    assert found.failure.reason == notice.reason
    assert found.failure.original_message_id == "letter.1@studio.test"
