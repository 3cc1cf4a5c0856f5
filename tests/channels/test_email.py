"""The mail channel against a server that says what it is told to say."""

from __future__ import annotations

import gc
import threading
from typing import Any

import pytest

from agent.channels.channel import Channel, Envelope
from agent.channels.email import EmailChannel
from agent.channels.smtp_login import SmtpLogin, Timeouts
from agent.errors import ConfigError, Refused, TryLater, Uncertain
from tests.channels.conftest import OpenChannel
from tests.channels.smtp_stage import HANG_UP, SILENCE, Stage

MAIL = b"Subject: prova\r\n\r\nTesto\r\n.\r\n..fine\r\n"
LETTER = Envelope(
    token="abc234",  # noqa: S106
    sender="incassi+abc234@firm.test",
    recipient="anna@client.test",
    own_copy="incassi+copy-abc234@firm.test",
    size=len(MAIL),
)


def test_a_letter_is_offered_and_then_handed_over(
    stage: Stage, open_channel: OpenChannel
) -> None:
    channel: Channel = open_channel(stage.port)
    channel.offer(LETTER)
    assert stage.taken == []
    assert channel.hand_over(MAIL) == "250 2.0.0 queued as 1"
    assert stage.taken == [b"Subject: prova\r\n\r\nTesto\r\n..\r\n...fine\r\n"]
    assert channel.fault == ""


def test_what_comes_back_is_asked_for_where_the_server_can(
    stage: Stage, open_channel: OpenChannel
) -> None:
    open_channel(stage.port).offer(LETTER)
    assert stage.heard[-3:] == [
        f"MAIL FROM:<incassi+abc234@firm.test> SIZE={len(MAIL)} RET=HDRS ENVID=abc234",
        "RCPT TO:<anna@client.test> NOTIFY=FAILURE,DELAY ORCPT=rfc822;anna@client.test",
        "RCPT TO:<incassi+copy-abc234@firm.test> NOTIFY=NEVER",
    ]


def test_a_notice_of_success_and_an_id_of_any_letters_can_be_asked_for(
    stage: Stage, open_channel: OpenChannel
) -> None:
    asked = Envelope(
        "t", "a@firm.test", "b+c@client.test", envid="a+b=c è", wants_delivered=True
    )
    open_channel(stage.port).offer(asked)
    assert "ENVID=a+2Bb+3Dc+20+E8" in stage.heard[-2]
    assert (
        "NOTIFY=FAILURE,DELAY,SUCCESS ORCPT=rfc822;b+2Bc@client.test" in stage.heard[-1]
    )


def test_a_modest_server_is_asked_for_nothing_it_does_not_know(
    stage: Stage, open_channel: OpenChannel
) -> None:
    stage.says(
        {
            "EHLO": "250-stage.test|250 AUTH LOGIN",
            "AUTH": "334 VXNlcm5hbWU6",
            "C3RHZ2UTC2VJCMV0": "235 ok",
        }
    )
    open_channel(stage.port).offer(LETTER)
    assert stage.heard[-3:] == [
        "MAIL FROM:<incassi+abc234@firm.test>",
        "RCPT TO:<anna@client.test>",
        "RCPT TO:<incassi+copy-abc234@firm.test>",
    ]


def test_a_second_letter_uses_the_same_connection(
    stage: Stage, open_channel: OpenChannel
) -> None:
    channel = open_channel(stage.port)
    for _ in range(3):
        channel.offer(LETTER)
        channel.hand_over(MAIL)
    assert stage.connections == 1
    assert len(stage.taken) == 3


def test_a_session_ends_after_fifty_letters(
    stage: Stage, open_channel: OpenChannel
) -> None:
    channel = open_channel(stage.port)
    for _ in range(51):
        channel.offer(LETTER)
        channel.hand_over(MAIL)
    assert stage.connections == 2
    assert len(stage.taken) == 51


def test_a_connection_that_died_in_between_is_opened_again(
    stage: Stage, open_channel: OpenChannel
) -> None:
    channel = open_channel(stage.port)
    channel.offer(LETTER)
    channel.hand_over(MAIL)
    stage.cut()
    channel.offer(LETTER)
    channel.hand_over(MAIL)
    assert stage.connections == 2


def test_a_connection_lost_between_offer_and_data_hands_nothing_over(
    stage: Stage, open_channel: OpenChannel
) -> None:
    channel = open_channel(stage.port)
    channel.offer(LETTER)
    stage.cut()
    with pytest.raises(TryLater, match="before DATA"):
        channel.hand_over(MAIL)
    assert stage.taken == []


@pytest.mark.parametrize(
    ("says", "error", "words", "code", "enhanced"),
    [
        ({"RCPT anna": "550 5.1.1 <anna@client.test>: no such user"}, Refused, "recipient is refused: 550 5.1.1 <...>: no such user", 550, "5.1.1"),
        ({"RCPT anna": "550-no|550 such user"}, Refused, "recipient is refused: 550 no such user", 550, None),
        ({"MAIL": "552 5.3.4 too big"}, Refused, "too big", 552, "5.3.4"),
        ({"RCPT anna": "554 5.7.1 not to them"}, Refused, "recipient is refused: 554", 554, "5.7.1"),
        ({"RCPT": "553 5.7.1 sender not owned"}, TryLater, "does not let us send: 553", None, None),
        ({"RCPT": "451 4.7.1 greylisted"}, TryLater, "put off: 451 4.7.1 greylisted", None, None),
        ({"RCPT": "530 5.7.0 log in first"}, TryLater, "does not let us send: 530", None, None),
        ({"MAIL": "553 5.7.1 not your address"}, TryLater, "does not let us send under our address: 553", None, None),
        ({"MAIL": "451 4.3.0 later"}, TryLater, "puts us off: 451", None, None),
        ({"MAIL": HANG_UP}, TryLater, "cut the connection", None, None),
        ({"RCPT": SILENCE}, TryLater, "time-out", None, None),
        ({"": "554 5.3.2 closed for repairs"}, TryLater, "says 554 5.3.2 closed for repairs", None, None),
        ({"": SILENCE}, TryLater, "time-out", None, None),
        ({"EHLO": "garbage"}, TryLater, "localhost", None, None),
        ({"AUTH": "535 5.7.8 bad credentials"}, TryLater, "refuses user or password: 535", None, None),
        ({"AUTH": "454 4.7.0 try again"}, TryLater, "puts us off: 454", None, None),
        ({"EHLO": "250 stage.test"}, TryLater, "no login by user and password", None, None),
        ({"RCPT incassi": "421 4.3.2 shutting down"}, TryLater, "puts us off: 421", None, None),
    ],
)  # fmt: skip
def test_an_offer_that_fails_says_why_and_hands_nothing_over(
    stage: Stage,
    open_channel: OpenChannel,
    says: dict[str, str],
    error: type[Exception],
    words: str,
    code: int | None,
    enhanced: str | None,
) -> None:
    stage.says(says)
    with pytest.raises(error, match=words) as caught:
        open_channel(stage.port).offer(LETTER)
    assert getattr(caught.value, "code", None) == code
    assert getattr(caught.value, "status", None) == enhanced
    assert "anna@client.test" not in str(caught.value)
    assert not any(line.startswith("DATA") for line in stage.heard)


@pytest.mark.parametrize(
    ("says", "error", "words"),
    [
        ({".": "554 5.7.1 looks like spam"}, Refused, "letter is refused: 554 5.7.1"),
        ({"DATA": "554 5.5.1 no recipients"}, Refused, "letter is refused: 554 5.5.1"),
        ({".": "451 4.3.0 disk full"}, TryLater, "letter is put off: 451 4.3.0"),
        ({"DATA": "421 4.3.2 shutting down"}, TryLater, "letter is put off: 421"),
        ({".": HANG_UP}, Uncertain, "may have been taken: .* cut the connection"),
        ({".": SILENCE}, Uncertain, "did not answer DATA in time"),
        ({".": "\x00garbage"}, Uncertain, "may have been taken"),
        ({".": "200 what now"}, Uncertain, "may have been taken"),
        ({"DATA": SILENCE}, Uncertain, "did not answer DATA in time"),
    ],
)
def test_only_an_answer_tells_what_became_of_a_letter(
    stage: Stage,
    open_channel: OpenChannel,
    says: dict[str, str],
    error: type[Exception],
    words: str,
) -> None:
    stage.says(says)
    channel = open_channel(stage.port)
    channel.offer(LETTER)
    with pytest.raises(error, match=words):
        channel.hand_over(MAIL)


def test_after_any_failure_the_next_letter_goes_out(
    stage: Stage, open_channel: OpenChannel
) -> None:
    channel = open_channel(stage.port)
    stage.says({".": HANG_UP})
    channel.offer(LETTER)
    with pytest.raises(Uncertain):
        channel.hand_over(MAIL)
    stage.says({".": "250 2.0.0 queued as 2", "RCPT anna": "550 5.1.1 no"})
    with pytest.raises(Refused):
        channel.offer(LETTER)
    stage.says({"RCPT anna": "250 2.1.5 ok"})
    channel.offer(LETTER)
    assert channel.hand_over(MAIL) == "250 2.0.0 queued as 2"


def test_a_refused_copy_of_our_own_does_not_stop_the_letter(
    stage: Stage, open_channel: OpenChannel
) -> None:
    stage.says({"RCPT incassi": "550 5.1.1 <incassi+copy-abc234@firm.test> unknown"})
    channel = open_channel(stage.port)
    channel.offer(LETTER)
    assert channel.hand_over(MAIL) == (
        "250 2.0.0 queued as 1 (our own copy was refused: 550 5.1.1 <...> unknown)"
    )


def test_a_fault_of_ours_stops_the_channel_and_not_the_customer(
    stage: Stage, open_channel: OpenChannel
) -> None:
    stage.says({"AUTH": "535 5.7.8 bad credentials"})
    channel = open_channel(stage.port)
    for _ in range(3):
        with pytest.raises(TryLater, match="refuses user or password"):
            channel.offer(LETTER)
    assert stage.connections == 1
    assert "refuses user or password" in channel.fault


def test_a_fault_is_over_when_the_sender_is_taken_again(
    stage: Stage, open_channel: OpenChannel
) -> None:
    limits = Timeouts(connect=2, command=2, data=2, rest=0)
    channel = open_channel(stage.port, timeouts=limits)
    stage.says({"AUTH": "535 5.7.8 bad credentials"})
    with pytest.raises(TryLater):
        channel.offer(LETTER)
    stage.says({"AUTH": "235 2.7.0 welcome"})
    channel.offer(LETTER)
    assert channel.fault == ""


def test_nothing_is_said_in_clear(
    clear_stage: Stage, open_channel: OpenChannel
) -> None:
    with pytest.raises(TryLater, match="offers no encryption; no password was sent"):
        open_channel(clear_stage.port, tls="starttls").offer(LETTER)
    assert [line.split()[0] for line in clear_stage.heard] == ["EHLO"]


def test_words_slipped_in_before_the_encryption_are_not_believed(
    clear_stage: Stage, open_channel: OpenChannel
) -> None:
    clear_stage.says({
        "EHLO": "250-stage.test|250 STARTTLS",
        "STARTTLS": "220 go ahead|250-stage.test|250 AUTH PLAIN|235 welcome",
    })  # fmt: skip
    with pytest.raises(TryLater):
        open_channel(clear_stage.port, tls="starttls").offer(LETTER)
    assert not any("AUTH" in line or "MAIL" in line for line in clear_stage.heard)


def test_a_port_that_speaks_no_tls_is_named(
    clear_stage: Stage, open_channel: OpenChannel
) -> None:
    with pytest.raises(TryLater, match="does not speak TLS as expected"):
        open_channel(clear_stage.port).offer(LETTER)
    assert not any("AUTH" in line for line in clear_stage.heard)


def test_a_certificate_nobody_vouches_for_is_not_trusted(
    stage: Stage, open_channel: OpenChannel
) -> None:
    with pytest.raises(TryLater, match="signed by nobody we know"):
        open_channel(stage.port, ca_file="").offer(LETTER)
    assert stage.heard == []


def test_a_certificate_for_another_name_is_not_trusted(
    stage: Stage, open_channel: OpenChannel
) -> None:
    with pytest.raises(TryLater, match="another name"):
        open_channel(stage.port, host="127.1").offer(LETTER)
    assert stage.heard == []


def test_an_authority_that_cannot_be_read_is_a_fault_of_the_configuration(
    open_channel: OpenChannel,
) -> None:
    with pytest.raises(ConfigError, match="ca_file /nowhere/ca"):
        open_channel(1, ca_file="/nowhere/ca.pem")


def test_a_server_that_is_down_is_named(
    open_channel: OpenChannel, stage: Stage
) -> None:
    stage.close()
    with pytest.raises(TryLater, match=f"localhost:{stage.port} refuses connections"):
        open_channel(stage.port).offer(LETTER)


def test_a_server_that_knows_us_without_a_login_is_asked_for_none(
    stage: Stage, open_channel: OpenChannel
) -> None:
    stage.says({"RCPT anna": "550 5.1.1 no such user"})
    with pytest.raises(Refused):
        open_channel(stage.port, user="").offer(LETTER)
    assert not any("AUTH" in line for line in stage.heard)
    assert stage.heard[-1] == "RCPT TO:<incassi+copy-abc234@firm.test>"


def test_an_address_that_cannot_go_over_the_wire_is_refused(
    stage: Stage, open_channel: OpenChannel
) -> None:
    bad = Envelope("t", "incassi@firm.test", "però@client.test")
    with pytest.raises(Refused, match="not an address"):
        open_channel(stage.port).offer(bad)


def stop_while(channel: EmailChannel, stage: Stage, verb: str) -> threading.Thread:
    """Stop the channel as soon as the server has heard a verb."""

    def wait_and_stop() -> None:
        heard = threading.Event()
        while not any(line.startswith(verb) for line in list(stage.heard)):
            heard.wait(0.01)
        channel.stop()

    thread = threading.Thread(target=wait_and_stop)
    thread.start()
    return thread


def test_a_stop_breaks_off_an_offer_at_once(
    stage: Stage, open_channel: OpenChannel
) -> None:
    stage.says({"RCPT": SILENCE})
    patient = Timeouts(command=60)
    channel = open_channel(stage.port, timeouts=patient)
    thread = stop_while(channel, stage, "RCPT")
    with pytest.raises(TryLater, match="stopping"):
        channel.offer(LETTER)
    thread.join()
    with pytest.raises(TryLater, match="stopping"):
        channel.offer(LETTER)


def test_a_stop_before_the_first_letter_counts(
    stage: Stage, open_channel: OpenChannel
) -> None:
    channel = open_channel(stage.port)
    channel.stop()
    with pytest.raises(TryLater, match="stopping"):
        channel.offer(LETTER)


def test_a_channel_that_is_only_looked_at_leaves_nothing_open(
    recwarn: pytest.WarningsRecorder,
) -> None:
    assert EmailChannel(SmtpLogin("localhost", "", str)).fault == ""
    gc.collect()
    assert not recwarn.list


def test_a_stop_gives_a_running_data_its_grace_and_no_more(
    stage: Stage, open_channel: OpenChannel
) -> None:
    stage.says({".": SILENCE})
    channel = open_channel(stage.port, timeouts=Timeouts(data=60, grace=0.1))
    channel.offer(LETTER)
    thread = stop_while(channel, stage, "DATA")
    with pytest.raises(Uncertain):
        channel.hand_over(MAIL)
    thread.join()


def test_an_answer_within_the_grace_counts(
    stage: Stage, open_channel: OpenChannel
) -> None:
    channel = open_channel(stage.port, timeouts=Timeouts(data=60, grace=60))
    channel.offer(LETTER)
    channel.stop()
    assert channel.hand_over(MAIL) == "250 2.0.0 queued as 1"


def test_a_goodbye_that_fails_is_no_failure(
    stage: Stage, open_channel: OpenChannel
) -> None:
    stage.says({"QUIT": HANG_UP})
    channel = open_channel(stage.port)
    channel.offer(LETTER)
    channel.hand_over(MAIL)
    channel.close()
    channel.close()
    channel.stop()


def test_a_probe_says_what_the_server_offers(
    stage: Stage, open_channel: OpenChannel
) -> None:
    found = open_channel(stage.port).probe()
    assert (found.dsn, found.size, found.starttls) == (True, 50_000, False)
    assert found.logins == ("plain", "login")
    assert found.certificate_until is not None


@pytest.mark.parametrize(
    ("says", "taken"),
    [({}, True), ({"RCPT anna": "550 5.1.1 no"}, False), ({"MAIL": "553 no"}, False)],
)
def test_it_can_be_asked_whether_a_letter_would_be_taken(
    stage: Stage, open_channel: OpenChannel, says: dict[str, str], *, taken: bool
) -> None:
    channel = open_channel(stage.port)
    stage.says(says)
    assert channel.takes(LETTER) is taken
    assert channel.fault == ""
    stage.says({"RCPT anna": "250 ok", "MAIL": "250 ok"})
    channel.offer(LETTER)
    assert channel.hand_over(MAIL).startswith("250")
    assert len(stage.taken) == 1


def test_nothing_is_learned_from_a_server_that_is_away(
    stage: Stage, open_channel: OpenChannel
) -> None:
    stage.close()
    with pytest.raises(TryLater, match="refuses connections"):
        open_channel(stage.port).takes(LETTER)


def test_no_word_of_ours_holds_the_password(
    stage: Stage, open_channel: OpenChannel
) -> None:
    stage.says({"AUTH": "535 5.7.8 no"})
    login = SmtpLogin(host="h", user="u", password=lambda: "stage-secret")
    with pytest.raises(TryLater) as caught:
        open_channel(stage.port).offer(LETTER)
    assert "stage-secret" not in repr(login)
    assert not any("stage-secret" in text for text in _chain(caught.value))


def _chain(error: BaseException | None) -> list[Any]:
    if error is None:
        return []
    return [str(error), repr(error), *_chain(error.__cause__ or error.__context__)]
