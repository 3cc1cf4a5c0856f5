"""How the servers live and end."""

import json
import signal
import smtplib
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.servers import fixtures
from tests.servers.letters import sample
from tests.servers.machine import PortLease, Unavailable, wait_until
from tests.servers.mail_pair import MailPair
from tests.servers.place import ORDINARY

ME = "incassi@firm.test"


def test_a_killed_dovecot_comes_back_on_the_same_ports(mail_pair: MailPair) -> None:
    mail_pair.deliver(ME, sample())
    mail_pair.restart("dovecot", kill=True)
    assert len(mail_pair.messages(ME)) == 1


def _log_in_once(pair: MailPair) -> int:
    # smtplib's own login tries a second mechanism where the first is put off
    with smtplib.SMTP_SSL(
        pair.host, pair.place.ports.smtps, context=pair.ssl_context()
    ) as client:
        client.ehlo()
        client.user, client.password = ME, pair.password
        return client.auth("PLAIN", client.auth_plain)[0]


@pytest.mark.parametrize("kill", [False, True])
def test_the_first_login_after_dovecot_came_back_works(
    mail_pair: MailPair, *, kill: bool
) -> None:
    before = _log_in_once(mail_pair)
    mail_pair.restart("dovecot", kill=kill)
    assert (before, _log_in_once(mail_pair)) == (235, 235)


def test_a_killed_postfix_keeps_what_it_accepted(mail_pair: MailPair) -> None:
    mail_pair.submit(ME, "grey-1@fault.test", sample())
    mail_pair.restart("postfix", kill=True)
    assert len(mail_pair.mx.wait_for("grey-1@fault.test")) == 1


def test_a_stopped_server_refuses_connections(mail_pair: MailPair) -> None:
    mail_pair.stop("postfix")
    with pytest.raises(ConnectionRefusedError):
        mail_pair.send(ME, "ok@client.test", sample())


def test_a_frozen_server_says_nothing_until_it_thaws(mail_pair: MailPair) -> None:
    address = (mail_pair.host, mail_pair.place.ports.smtp)
    mail_pair.freeze("postfix")
    with socket.create_connection(address) as connection:
        connection.settimeout(0.3)
        with pytest.raises(TimeoutError):
            connection.recv(100)
        mail_pair.thaw("postfix")
        connection.settimeout(30)
        assert connection.recv(100).startswith(b"220")


def test_emptied_servers_run_and_know_nothing(mail_pair: MailPair) -> None:
    mail_pair.deliver(ME, sample())
    mail_pair.submit(ME, ["ok-1@fault.test", "tmp-1@fault.test"], sample())
    mail_pair.mx.wait_for("ok-1@fault.test")
    mail_pair.stop("dovecot", kill=True)
    mail_pair.empty()
    assert mail_pair.messages(ME) == []
    assert mail_pair.mx.accepted == []
    assert "queue is empty" in mail_pair.postfix.command("postqueue", "-p")


def _send_in_clear(pair: MailPair) -> smtplib.SMTP:
    client = smtplib.SMTP(pair.host, pair.place.ports.smtp)
    client.ehlo()
    client.mail("ok@client.test")
    client.rcpt(ME)
    return client


def test_what_is_under_way_when_the_servers_are_emptied_does_not_come_later(
    mail_pair: MailPair,
) -> None:
    mail_pair.freeze("dovecot")
    with _send_in_clear(mail_pair) as client:
        client.data(sample())
    mail_pair.empty()
    assert "queue is empty" in mail_pair.postfix.command("postqueue", "-p")
    assert mail_pair.messages(ME) == []


def test_what_a_killed_server_was_receiving_is_forgotten(mail_pair: MailPair) -> None:
    client = _send_in_clear(mail_pair)
    mail_pair.stop("postfix", kill=True)
    client.close()
    assert list((mail_pair.place.directory / "queue/incoming").iterdir())
    mail_pair.empty()
    assert mail_pair.messages(ME) == []


def test_two_pairs_live_side_by_side(mail_pair: MailPair) -> None:
    with MailPair() as other:
        other.deliver(ME, sample())
        assert len(other.messages(ME)) == 1
    assert mail_pair.messages(ME) == []


def test_a_provider_that_files_what_is_sent(mail_pair: MailPair) -> None:
    with MailPair(replace(ORDINARY, files_sent=True)) as pair:
        pair.submit(ME, "ok@client.test", sample(), sender="incassi+token@firm.test")
        assert pair.wait_for(ME, bool, folder="Sent")
        assert pair.messages(ME) == []
    assert mail_pair.messages(ME, "Sent") == []


def test_ports_taken_by_one_run_are_not_taken_by_another() -> None:
    one, other = PortLease(), PortLease()
    first = {one.take() for _ in range(20)}
    second = {other.take() for _ in range(20)}
    one.close()
    other.close()
    assert len(first | second) == 40


def _lives(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def _leaders(parent: int) -> list[int]:
    tasks = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(pid) for pid in tasks.split()]


@pytest.mark.usefixtures("session_pair")
def test_nothing_is_left_when_the_tests_are_killed() -> None:
    command = [sys.executable, "-m", "tests.servers", "up"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as run:
        assert run.stdout
        folder = Path(json.loads(run.stdout.readline())["directory"])
        servers = _leaders(run.pid)
        run.send_signal(signal.SIGKILL)
    assert len(servers) == 4  # dovecot, faked, postfix and the reaper
    wait_until(
        lambda: not any(map(_lives, servers)) and not folder.exists(), "the reaper"
    )


@pytest.mark.usefixtures("session_pair")
def test_a_run_that_is_told_to_stop_leaves_nothing() -> None:
    command = [sys.executable, "-m", "tests.servers", "up", "--strict"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as run:
        assert run.stdout
        folder = Path(json.loads(run.stdout.readline())["directory"])
        run.send_signal(signal.SIGTERM)
    assert run.returncode == 0
    assert not folder.exists()


def test_missing_servers_skip_a_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOLLECITO_REQUIRE_SERVERS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no apt-get"):
        fixtures._give_up(Unavailable("no apt-get"))


def test_missing_servers_fail_where_they_are_required(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOLLECITO_REQUIRE_SERVERS", "1")
    with pytest.raises(pytest.fail.Exception, match="no apt-get"):
        fixtures._give_up(Unavailable("no apt-get"))


def test_a_mail_under_way_survives_the_sender(mail_pair: MailPair) -> None:
    mail_pair.stop("dovecot")
    with smtplib.SMTP(mail_pair.host, mail_pair.place.ports.smtp) as client:
        client.sendmail("ok@client.test", [ME], sample(subject="patience"))
    mail_pair.start("dovecot")
    assert mail_pair.wait_for(ME, lambda raw: b"patience" in raw)
