"""The proxy does to connections what networks do."""

import imaplib
import smtplib
import socket
from collections.abc import Iterator

import pytest

from tests.servers.fault_proxy import HEALTHY, Fault, FaultProxy, Mode
from tests.servers.letters import large_sample, sample
from tests.servers.mail_pair import MailPair

ME = "incassi@firm.test"


@pytest.fixture
def imaps(mail_pair: MailPair) -> FaultProxy:
    return mail_pair.proxy(mail_pair.place.ports.imaps)


@pytest.fixture
def client(mail_pair: MailPair, imaps: FaultProxy) -> Iterator[imaplib.IMAP4_SSL]:
    connection = imaplib.IMAP4_SSL(
        mail_pair.host, imaps.port, ssl_context=mail_pair.ssl_context(), timeout=30
    )
    connection.login(ME, mail_pair.password)
    yield connection
    connection.shutdown()


def test_a_healthy_proxy_changes_nothing(client: imaplib.IMAP4_SSL) -> None:
    assert client.noop()[0] == "OK"


def test_a_black_hole_is_seen_as_silence(
    client: imaplib.IMAP4_SSL, imaps: FaultProxy
) -> None:
    imaps.mode = Mode.BLACKHOLE
    client.sock.settimeout(0.5)
    with pytest.raises(TimeoutError):
        client.noop()


def test_what_a_black_hole_held_arrives_when_it_heals(
    client: imaplib.IMAP4_SSL, imaps: FaultProxy
) -> None:
    imaps.mode = Mode.BLACKHOLE
    client.send(b"later NOOP\r\n")
    client.sock.settimeout(0.5)
    with pytest.raises(TimeoutError):
        client.readline()
    imaps.mode = Mode.PASS
    client.sock.settimeout(30)
    assert client.sock.recv(100).startswith(b"later OK")


@pytest.fixture
def plain(mail_pair: MailPair) -> Iterator[tuple[FaultProxy, socket.socket]]:
    proxy = mail_pair.proxy(mail_pair.place.ports.imap)
    with socket.create_connection((mail_pair.host, proxy.port)) as connection:
        assert connection.recv(1000).startswith(b"* OK")
        yield proxy, connection


def test_a_cut_resets_what_is_open(plain: tuple[FaultProxy, socket.socket]) -> None:
    proxy, connection = plain
    proxy.cut()
    with pytest.raises(ConnectionResetError):
        connection.recv(100)


def test_a_reset_network_resets_at_the_next_byte(
    plain: tuple[FaultProxy, socket.socket],
) -> None:
    proxy, connection = plain
    proxy.mode = Mode.RESET
    connection.sendall(b"1 NOOP\r\n")
    with pytest.raises(ConnectionResetError):
        connection.recv(100)


def test_nobody_listens_while_it_refuses(
    client: imaplib.IMAP4_SSL, imaps: FaultProxy
) -> None:
    imaps.mode = Mode.REFUSE
    with pytest.raises(ConnectionRefusedError):
        imaplib.IMAP4("127.0.0.1", imaps.port)
    assert client.noop()[0] == "OK"
    imaps.mode = Mode.PASS
    assert client.noop()[0] == "OK"


def test_a_server_that_dies_is_seen_through_the_proxy(
    mail_pair: MailPair, client: imaplib.IMAP4_SSL
) -> None:
    mail_pair.stop("dovecot", kill=True)
    with pytest.raises((imaplib.IMAP4.abort, OSError)):
        client.noop()


def test_an_answer_can_be_cut_in_the_middle(
    mail_pair: MailPair, imaps: FaultProxy
) -> None:
    imaps.plan = lambda _number: Fault(cut_down_after=50)
    with pytest.raises(OSError, match=r"reset|EOF|closed"):
        imaplib.IMAP4_SSL(
            mail_pair.host, imaps.port, ssl_context=mail_pair.ssl_context()
        )
    assert imaps.faults_done == 1


def _submit(pair: MailPair, port: int, to: str) -> None:
    with smtplib.SMTP_SSL(pair.host, port, context=pair.ssl_context()) as client:
        client.login(ME, pair.password)
        client.sendmail(ME, [to], large_sample(to, ME, 30))


def test_a_lost_250_leaves_the_mail_with_the_relay(mail_pair: MailPair) -> None:
    relay = mail_pair.proxy(mail_pair.place.ports.smtps)
    relay.plan = lambda _number: Fault(lose_answer_after=10_000)
    with pytest.raises((smtplib.SMTPServerDisconnected, OSError)):
        _submit(mail_pair, relay.port, "ok-1@fault.test")
    assert len(mail_pair.mx.wait_for("ok-1@fault.test")) == 1


def test_a_connection_lost_inside_data_leaves_nothing(mail_pair: MailPair) -> None:
    relay = mail_pair.proxy(mail_pair.place.ports.smtps)
    relay.plan = lambda number: Fault(cut_up_after=10_000) if number == 1 else HEALTHY
    with pytest.raises((smtplib.SMTPServerDisconnected, OSError)):
        _submit(mail_pair, relay.port, "ok-2@fault.test")
    _submit(mail_pair, relay.port, "ok-3@fault.test")
    mail_pair.mx.wait_for("ok-3@fault.test")
    assert mail_pair.mx.copies("ok-2@fault.test") == []


def test_the_exchanger_itself_misbehaves_at_first_hand(mail_pair: MailPair) -> None:
    with (
        smtplib.SMTP(mail_pair.host, mail_pair.mx.port) as client,
        pytest.raises(smtplib.SMTPServerDisconnected),
    ):
        client.sendmail(ME, ["half-1@fault.test"], sample())
    assert mail_pair.mx.accepted == []
