"""Mail programs, each in its own wording, without a report to read."""

from __future__ import annotations

import pytest

from agent.mail.kind import kind
from agent.mail.parse import parse
from agent.model.message import Bounce, Delay
from tests.mail.notices import Notice

BOUNCES = [
    Notice(
        "Exim",
        "Mail delivery failed: returning message to sender",
        "This message was created automatically by mail delivery software.\n\n"
        "A message that you sent could not be delivered to one or more of its\n"
        "recipients. This is a permanent error. The following address(es) failed:\n\n"
        "  ugo@cliente.test\n    host mx.cliente.test [192.0.2.1]\n"
        "    SMTP error from remote mail server after RCPT TO:<ugo@cliente.test>:\n"
        "    550 5.1.1 unknown",
        "user_unknown",
    ),
    Notice(
        "GMX",
        "Mail delivery failed: returning message to sender",
        "This message was created automatically by mail delivery software.\n\n"
        "A message that you sent could not be delivered to one or more of\n"
        "its recipients. This is a permanent error. The following address\nfailed:\n\n"
        '"ugo@cliente.test":\nSMTP error from remote server after RCPT command:\n'
        "host: mx.cliente.test\n5.2.2 mailbox full",
        "mailbox_full",
        wrap="--- The header of the original message is following. ---",
    ),
    Notice(
        "qmail",
        "failure notice",
        "Hi. This is the qmail-send program at mx.test.\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
        "This is a permanent error; I've given up. Sorry it didn't work out.\n\n"
        "<ugo@cliente.test>:\nSorry, no mailbox here by that name. (#5.1.1)",
        "user_unknown",
        wrap="--- Below this line is a copy of the message.",
    ),
    Notice(
        "Yahoo",
        "Failure Notice",
        "Sorry, we were unable to deliver your message to the following address.\n\n"
        "<ugo@cliente.test>:\nRemote host said: 554 delivery error: dd This user "
        "doesn't have an account (ugo@cliente.test) [-5]",
        "user_unknown",
        wrap="--- Below this line is a copy of the message.",
    ),
    Notice(
        "LISTSERV",
        "Undelivered mail",
        "The enclosed message from help@mx.test could not be delivered.\n"
        "Error-for:      ugo@cliente.test\n550 5.1.1 unknown",
        "user_unknown",
    ),
    Notice(
        "Exchange 2003",
        "Undeliverable: Fattura",
        "Your message did not reach some or all of the intended recipients.\n\n"
        "      Subject:  Fattura\n      Sent:     12/05/2026 10:07\n\n"
        "The following recipient(s) could not be reached:\n\n"
        "      ugo@cliente.test on 12/05/2026 10:08\n"
        "            The e-mail account does not exist at the organization this "
        "message was sent to.\n            <mx.test #5.1.1>",
        "user_unknown",
        sender="System Administrator <postmaster@mx.test>",
    ),
    Notice(
        "Exchange 2003 in Italian",
        "Non recapitabile: Fattura",
        "Il messaggio non ha raggiunto alcuni o tutti i destinatari previsti.\n\n"
        "      Oggetto:  Fattura\n\n"
        "Impossibile raggiungere i seguenti destinatari:\n\n"
        "      ugo@cliente.test il 12/05/2026 10.08\n"
        "            Account di posta elettronica inesistente nell'organizzazione.\n"
        "            <mx.test #5.1.1>",
        "user_unknown",
        sender="Amministratore di sistema <postmaster@mx.test>",
    ),
    Notice(
        "Exchange 2003 in German",
        "Unzustellbar: Fattura",
        "Ihre Nachricht hat einige oder alle Empfänger nicht erreicht.\n\n"
        "Folgende(r) Empfänger konnte(n) nicht erreicht werden:\n\n"
        "      ugo@cliente.test am 12.05.2026 10:08\n"
        "            Das E-Mail-Konto ist in der Organisation nicht vorhanden.\n"
        "            <mx.test #5.1.1>",
        "user_unknown",
        sender="Systemadministrator <postmaster@mx.test>",
    ),
    Notice(
        "hMailServer",
        "Message undeliverable: Fattura",
        "Your message did not reach some or all of the intended recipients.\n\n"
        "The following recipient(s) could not be reached:\n\nugo@cliente.test\n"
        "   Error Type: SMTP\n   Remote server (192.0.2.1) issued an error.\n"
        "   hMailServer sent: RCPT TO:<ugo@cliente.test>\n"
        "   Remote server replied: 550 No such user",
        "user_unknown",
    ),
    Notice(
        "Domino",
        "DELIVERY FAILURE: User ugo (ugo@cliente.test) not listed in Domino Directory",
        "Your message\n\n  Subject: Fattura\n\nwas not delivered to:\n\n"
        "  ugo@cliente.test\n\nbecause:\n\n"
        "  User ugo (ugo@cliente.test) not listed in Domino Directory",
        "user_unknown",
    ),
    Notice(
        "OpenSMTPD",
        "Delivery status notification: error",
        "    Hi !\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\n"
        "    An error has occurred while attempting to deliver a message for\n"
        "    the following list of recipients:\n\n"
        "ugo@cliente.test: 550 5.1.1 user unknown",
        "user_unknown",
        sender="Mailer Daemon <MAILER-DAEMON@mx.test>",
        wrap="    Below is a copy of the original message:",
    ),
    Notice(
        "DragonFly",
        "Mail delivery failed",
        "This is the DragonFly Mail Agent v0.13 at mx.test.\n\n"
        "There was an error delivering your mail to <ugo@cliente.test>.\n\n"
        "mx.cliente.test [192.0.2.1] did not like our RCPT TO:\n550 5.1.1 no",
        "user_unknown",
        wrap="Message headers follow.",
    ),
    Notice(
        "Sendmail",
        "Returned mail: see transcript for details",
        "The original message was received at Tue, 12 May 2026 10:00:00 +0200\n\n"
        "   ----- The following addresses had permanent fatal errors -----\n"
        "<ugo@cliente.test>\n    (reason: 550 5.1.1 <ugo@cliente.test>... User unknown)\n\n"
        "   ----- Transcript of session follows -----\n"
        "... while talking to mx.cliente.test.:\n>>> RCPT To:<ugo@cliente.test>\n"
        "<<< 550 5.1.1 <ugo@cliente.test>... User unknown",
        "user_unknown",
        wrap="   ----- Original message follows -----",
    ),
    Notice(
        "Barracuda",
        "**Message you sent blocked by our bulk email filter**",
        "Your message to: ugo@cliente.test\nwas blocked by our Spam Firewall. The email "
        "you sent with the following subject has NOT BEEN DELIVERED:\n\nSubject: Fattura",
        "spam",
        sender="postmaster@mx.test",
    ),
    Notice(
        "Mimecast",
        "[Postmaster] Email Delivery Failure",
        "This is a delivery failure notification message indicating that\n"
        "an email you addressed to email address :\n-- ugo@cliente.test\n\n"
        "could not be delivered. The problem appears to be :\n"
        "-- Recipient email address is possibly incorrect\n\n"
        "Additional information follows :\n-- 5.1.1 User Unknown",
        "user_unknown",
        sender="postmaster@mx.test",
    ),
    Notice(
        "SmarterMail",
        "Delivery Failure",
        "Could not deliver message to the following recipient(s):\n\n"
        "Failed Recipient: ugo@cliente.test\n"
        "Reason: Remote host said: 550 No such user here",
        "user_unknown",
        sender='"System Administrator" <>',
        wrap="   -- The header and top 20 lines of the message follows --",
    ),
    Notice(
        "MDaemon",
        "Permanent Delivery Failure",
        "The attached message had PERMANENT fatal delivery errors!\n\n"
        "After one or more unsuccessful delivery attempts the attached message has\n"
        "been removed from the mail queue on this server.\n\n"
        "Failed address: ugo@cliente.test\n\n--- Session Transcript ---\n"
        "--> RCPT To:<ugo@cliente.test>\n<-- 550 <ugo@cliente.test>, Recipient unknown",
        "user_unknown",
        sender="MDaemon@mx.test",
    ),
    Notice(
        "MailEnable",
        "Message Delivery Failure",
        "MailEnable: Message Delivery Failure.\n\n"
        "The following recipients are unavailable or unknown.\n\n"
        "Recipient: [SMTP:ugo@cliente.test]\nReason: The destination mailbox is unknown",
        "user_unknown",
        sender="postmaster@mx.test",
    ),
    Notice(
        "InterMail",
        "Mail System Error - Returned Mail",
        "This Message was undeliverable due to the following reason:\n\n"
        "The following destination addresses were unknown (please check\n"
        "the addresses and re-mail the message):\n\nSMTP <ugo@cliente.test>",
        "user_unknown",
        sender="Mail Administrator <Postmaster@mx.test>",
    ),
    Notice(
        "Oracle, PMDF",
        "Delivery Notification: Delivery has failed",
        "This report relates to a message you sent with the following header fields:\n\n"
        "Your message cannot be delivered to the following recipients:\n\n"
        "  Recipient address: ugo@cliente.test\n"
        "  Reason: Illegal host/domain name found",
        "host_unknown",
        sender="Internet Mail Delivery <postmaster@mx.test>",
    ),
    Notice(
        "GroupWise",
        "Message status - undeliverable",
        "The message that you sent was undeliverable to the following:\n"
        "\tugo@cliente.test (user unknown)",
        "user_unknown",
    ),
    Notice(
        "XMail",
        "Error sending message [1] from [mx.test]",
        "[<00>] XMail bounce: Rcpt=[ugo@cliente.test];Error=[Account does not exist]\n\n\n"
        "[<01>] Error sending message [1] from [mx.test].",
        "user_unknown",
        sender="postmaster@mx.test",
    ),
    Notice(
        "CommuniGate Pro",
        "Undeliverable mail: Fattura",
        "Failed to deliver to 'ugo@cliente.test'\nLOCAL module(account ugo) reports:\n"
        " mailbox is full (MAPI quota controlled)",
        "mailbox_full",
    ),
    Notice(
        "Amazon WorkMail",
        "Undeliverable: Fattura",
        "Technical report:\n\nugo@cliente.test: 550 5.1.1 user unknown",
        "user_unknown",
        sender="postmaster@amazonses.test",
    ),
    Notice(
        "Zoho",
        "Undelivered Mail Returned to Sender",
        "This message was created automatically by mail delivery software.\n"
        " A message that you sent could not be delivered to one or more of its "
        "recipients. This is a permanent error. \n\n"
        "ugo@cliente.test Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 unknown",
        "user_unknown",
        sender="mailer-daemon@mail.zoho.test",
    ),
    Notice(
        "IMail",
        "Undeliverable Mail",
        "Unknown user: ugo@cliente.test",
        "user_unknown",
        sender="Postmaster <postmaster@mx.test>",
        wrap="Original message follows.",
    ),
    Notice(
        "Gmail",
        "Delivery Status Notification (Failure)",
        "Delivery to the following recipient failed permanently:\n\n"
        "     ugo@cliente.test\n\nTechnical details of permanent failure: \n"
        "Google tried to deliver your message, but it was rejected by the server.\n\n"
        "The error that the other server returned was:\n550 5.1.1 no such user",
        "user_unknown",
        sender="Mail Delivery Subsystem <mailer-daemon@googlemail.test>",
        wrap="----- Original message -----",
    ),
    Notice(
        "a French provider",
        "Échec de la remise",
        "Votre message n'a pas pu être remis à ugo@cliente.test :\n"
        "l'adresse du destinataire est inconnue.",
        "user_unknown",
        wrap="----- Message d'origine -----",
    ),
    Notice(
        "a Spanish provider",
        "Mensaje no entregado",
        "No se pudo entregar el mensaje a ugo@cliente.test:\nel buzón está lleno.",
        "mailbox_full",
        wrap="----- Mensaje original -----",
    ),
    Notice(
        "a Portuguese provider",
        "Falha na entrega",
        "A sua mensagem não foi entregue a ugo@cliente.test:\n"
        "a caixa de correio está cheia.",
        "mailbox_full",
        wrap="----- Mensagem original -----",
    ),
    Notice(
        "a Dutch provider",
        "Onbestelbaar: Fattura",
        "Uw bericht kon niet worden bezorgd bij ugo@cliente.test:\n"
        "het adres bestaat niet.",
        "user_unknown",
        wrap="----- Oorspronkelijk bericht -----",
    ),
    Notice(
        "a Polish provider",
        "Nie można dostarczyć wiadomości",
        "Wiadomość nie została dostarczona do ugo@cliente.test:\n"
        "użytkownik nie istnieje.",
        "user_unknown",
        wrap="----- Oryginalna wiadomość -----",
    ),
    Notice(
        "a Japanese provider",
        "メールを配信できませんでした",
        "以下の宛先へメールを配信できませんでした。\n\n<ugo@cliente.test>\n"
        "宛先のアドレスが存在しません。",
        "user_unknown",
        wrap="----- Original message -----",
    ),
]


@pytest.mark.parametrize("notice", BOUNCES, ids=lambda one: one.program)
def test_every_programs_failure_is_read(notice: Notice) -> None:
    found = kind(parse(notice.raw))

    assert isinstance(found, Bounce), found
    assert found.failure.recipients == ("ugo@cliente.test",)
    assert found.failure.reason == notice.reason
    assert found.failure.original_message_id == "letter.1@studio.test"


DELAYS = [
    Notice(
        "Exim",
        "Warning: message 1wX-0001-AB delayed 24 hours",
        "This message was created automatically by mail delivery software.\n"
        "A message that you sent has not yet been delivered to one or more of its\n"
        "recipients after more than 24 hours on the queue on mx.test.\n\n"
        "The address to which the message has not yet been delivered is:\n\n"
        "  ugo@cliente.test\n    Delay reason: Connection timed out\n\n"
        "No action is required on your part. Delivery attempts will continue for\n"
        "some time, and this warning may be repeated at intervals.",
        "expired",
    ),
    Notice(
        "OpenSMTPD",
        "Delivery status notification: warning",
        "    Hi !\n\n    A message is delayed for more than 4h for the following\n"
        "    list of recipients:\n\nugo@cliente.test: Connection refused\n\n"
        "    Please note that this is only a temporary failure report.\n"
        "    You DO NOT NEED to re-send the message to these recipients.",
        "network",
        wrap="    Below is a copy of the original message:",
    ),
    Notice(
        "Sendmail",
        "Warning: could not send message for past 4 hours",
        "    **********************************************\n"
        "    **      THIS IS A WARNING MESSAGE ONLY      **\n"
        "    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n"
        "    **********************************************\n\n"
        "   ----- Transcript of session follows -----\n"
        "<ugo@cliente.test>... Deferred: Connection timed out with mx.cliente.test.\n"
        "Warning: message still undelivered after 4 hours\n"
        "Will keep trying until message is 5 days old",
        "expired",
        wrap="   ----- Original message follows -----",
    ),
    Notice(
        "a German provider",
        "Zustellung verzögert",
        "Ihre Nachricht an ugo@cliente.test konnte noch nicht zugestellt werden.\n"
        "Weitere Zustellversuche folgen.",
        "expired",
        wrap="----- Ursprüngliche Nachricht -----",
    ),
    Notice(
        "an Italian provider",
        "Ritardo nella consegna",
        "Il messaggio per ugo@cliente.test non è stato ancora consegnato.\n"
        "Verranno effettuati nuovi tentativi.",
        "expired",
        wrap="----- Messaggio originale -----",
    ),
]


@pytest.mark.parametrize("notice", DELAYS, ids=lambda one: one.program)
def test_every_programs_delay_is_no_failure(notice: Notice) -> None:
    found = kind(parse(notice.raw))

    assert isinstance(found, Delay), found
    assert found.failure.recipients == ("ugo@cliente.test",)
    assert found.failure.reason == notice.reason
    assert found.failure.is_permanent is False
