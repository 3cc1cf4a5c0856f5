"""Reading a real Dovecot: nothing marked, nothing twice, nothing for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from agent.errors import Refused, TryLater
from agent.inbox.imap import ImapSource
from agent.inbox.imap_client import Client
from agent.inbox.source import Folder, Source
from agent.model.message import RawMessage
from tests.inbox.conftest import US, OpenSource
from tests.servers.fault_proxy import Mode
from tests.servers.letters import large_sample, sample
from tests.servers.mail_pair import MailPair

NEVER = threading.Event()
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def deliver(pair: MailPair, *subjects: str) -> None:
    pair.deliver_bulk(US, [sample(subject=subject) for subject in subjects])


def flags(pair: MailPair, folder: str = "INBOX") -> list[bytes]:
    with pair.imap(US) as client:
        client.select(folder, readonly=True)
        return cast("list[bytes]", client.fetch("1:*", "(FLAGS)")[1])


def delete_all(pair: MailPair) -> None:
    with pair.imap(US) as client:
        client.select("INBOX")
        client.store("1:*", "+FLAGS", r"(\Deleted)")
        client.expunge()


class Without:
    """A connection whose server cannot do some things."""

    def __init__(self, client: Client, *capabilities: str) -> None:
        self._client = client
        self._missing = capabilities

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def has_capability(self, capability: str) -> bool:
        return capability not in self._missing and self._client.has_capability(
            capability
        )


class Counted:
    """A connection that counts how often it was asked for news."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.asked = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def idle_check(self, timeout: float) -> list[tuple[object, ...]]:
        self.asked += 1
        return self._client.idle_check(timeout)


def take_away(source: ImapSource, *capabilities: str) -> None:
    assert source._open
    source._open = cast(Client, Without(source._open, *capabilities))


def test_the_folders_are_found_where_the_server_names_them(
    mail_pair: MailPair, source_of: OpenSource
) -> None:
    source: Source = source_of(mail_pair)
    source.open()
    assert source.folders() == (
        Folder("INBOX", "inbox"),
        Folder("Sent", "sent"),
        Folder("Junk", "junk"),
    )


def test_the_folders_are_found_by_their_names_too(
    strict_pair: MailPair, source_of: OpenSource
) -> None:
    source = source_of(strict_pair)
    source.open()
    assert [folder.role for folder in source.folders()] == ["inbox", "sent", "junk"]


def test_the_owners_own_names_come_first(
    mail_pair: MailPair, source_of: OpenSource
) -> None:
    source = source_of(mail_pair, folders={"sent": "Drafts", "junk": ""})
    source.open()
    assert source.folders()[1:] == (Folder("Drafts", "sent"), Folder("Junk", "junk"))
    assert source.can_idle()


def test_only_mails_above_the_last_one_are_new(
    mail_pair: MailPair, open_source: OpenSource
) -> None:
    deliver(mail_pair, "1", "2", "3")
    source = open_source(mail_pair)
    assert source.new_uids(0) == (1, 2, 3)
    assert source.new_uids(2) == (3,)
    assert source.new_uids(3) == ()
    assert source.new_uids(99) == ()


def test_mails_before_a_day_are_left_out(
    mail_pair: MailPair, open_source: OpenSource
) -> None:
    deliver(mail_pair, "1")
    source, today = open_source(mail_pair), datetime.now(UTC).date()  # noqa: TID251
    assert source.new_uids(0, today - timedelta(days=2)) == (1,)
    assert source.new_uids(0, today + timedelta(days=2)) == ()


def test_a_box_too_big_for_one_line_is_searched_in_ranges(
    mail_pair: MailPair, open_source: OpenSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agent.inbox.imap._UIDS_AT_ONCE", 3)
    deliver(mail_pair, *"abcdefgh")
    source = open_source(mail_pair)
    assert source.new_uids(1) == (2, 3, 4, 5, 6, 7, 8)
    deliver(mail_pair, "later")
    assert source.new_uids(7) == (8, 9)


def test_headers_and_mails_come_as_they_are_and_stay_unread(
    mail_pair: MailPair, open_source: OpenSource
) -> None:
    mail = sample(subject="Bonifico")
    mail_pair.deliver_bulk(US, [mail])
    source = open_source(mail_pair)
    (head,) = source.headers([1])
    (whole,) = source.whole([head])
    assert whole.raw == mail
    assert whole.is_whole
    assert head.raw == mail.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    assert not head.is_whole
    assert head.size == whole.size == len(mail) == source.sizes([1])[1]
    assert head.position == whole.position
    assert (head.position.mailbox, head.position.folder) == ("main", "INBOX")
    assert head.arrived_at.utcoffset() == timedelta()
    assert abs(head.arrived_at - datetime.now(UTC)) < timedelta(minutes=5)  # noqa: TID251
    assert b"Seen" not in flags(mail_pair)[0]
    assert b"Recent" in flags(mail_pair)[0]


def test_many_mails_come_in_order(mail_pair: MailPair, open_source: OpenSource) -> None:
    deliver(mail_pair, *map(str, range(450)))
    source = open_source(mail_pair)
    uids = source.new_uids(0)
    heads = list(source.headers(uids))
    assert [one.position.uid for one in heads] == list(uids)
    assert [one.position.uid for one in source.whole(heads)] == list(uids)


def test_of_a_big_mail_only_the_beginning_is_fetched(
    mail_pair: MailPair, open_source: OpenSource
) -> None:
    big = large_sample(US, "ok@client.test", 6_000)
    mail_pair.deliver_bulk(US, [sample(), big, sample()])
    source = open_source(mail_pair)
    first, second, third = source.whole(list(source.headers([1, 2, 3])))
    assert (first.is_whole, second.is_whole, third.is_whole) == (True, False, True)
    assert big.startswith(second.raw)
    assert 200_000 < len(second.raw) < 300_000
    assert second.size == len(big)


def test_a_mail_removed_under_us_is_left_out(
    mail_pair: MailPair, open_source: OpenSource
) -> None:
    deliver(mail_pair, "1", "2")
    source = open_source(mail_pair)
    heads = list(source.headers([1, 2]))
    delete_all(mail_pair)
    assert list(source.headers([1, 2])) == []
    assert list(source.whole(heads)) == []
    assert list(source.whole([replace(heads[0], raw=b"", size=0)])) == []


def test_a_mail_whose_headers_failed_is_asked_all_anew(
    mail_pair: MailPair, open_source: OpenSource
) -> None:
    big = large_sample(US, "ok@client.test", 6_000)
    mail_pair.deliver_bulk(US, [sample(), big])
    source = open_source(mail_pair)
    heads = list(source.headers([1, 2]))
    failed = [RawMessage(each.position, b"", _LONG_AGO) for each in heads]
    for found, head in zip(source.whole(failed), heads, strict=True):
        assert (found.arrived_at, found.size) == (head.arrived_at, head.size)
        assert found.raw
        assert found.is_whole == (head.size < 1_000_000)


def test_mails_that_break_parsers_are_bytes_like_others(
    mail_pair: MailPair, open_source: OpenSource
) -> None:
    hostile = [
        b'From: "\\"(((<@\r\nTo: (unclosed\r\nMessage-ID: [a]@[1.2.3.4]\r\n\r\n.\r\n',
        b"no header at all",
        b"Subject: \xff\xfe\x00 =?nope?Q?=FF?=\r\n\r\n\x00\r\n",
        b"12345\r\n\r\n12345",
        b"X: " + b"y" * 900_000 + b"\r\n\r\nend\r\n",
    ]
    mail_pair.deliver_bulk(US, [*hostile, sample()])
    source = open_source(mail_pair)
    uids = source.new_uids(0)
    heads = list(source.headers(uids))
    assert len(heads) == len(hostile) + 1
    assert len(list(source.whole(heads))) == len(hostile) + 1


def test_a_renumbered_folder_shows_by_its_uidvalidity(
    mail_pair: MailPair, open_source: OpenSource
) -> None:
    deliver(mail_pair, "1")
    source = open_source(mail_pair)
    before = source.select("INBOX")
    source.close()
    mail_pair.change_uidvalidity(US)
    source.open()
    after = source.select("INBOX")
    assert after.uidvalidity != before.uidvalidity
    assert after.exists == before.exists == 1


def test_a_mail_is_found_by_exactly_its_message_id(
    mail_pair: MailPair, open_source: OpenSource
) -> None:
    mails = [
        b"Message-ID: <k7q2@firm.test>\r\n\r\n1\r\n",
        b"Message-ID: <xk7q2@firm.test>\r\n\r\n2\r\n",
        b"Message-ID:\r\n <k7q2@firm.test>\r\n\r\n3\r\n",
        b"Message-ID: <k7q2@firm.test2>\r\n\r\n4\r\n",
    ]
    mail_pair.deliver_bulk(US, mails)
    source = open_source(mail_pair)
    assert source.find("k7q2@firm.test") == (1, 3)
    assert source.find("nobody@firm.test") == ()


@pytest.mark.parametrize("bad", ["", "è@x", 'a" ALL', "a@b\r\nA1 LOGOUT"])
def test_what_is_no_message_id_is_not_searched(
    mail_pair: MailPair, open_source: OpenSource, bad: str
) -> None:
    deliver(mail_pair, "1")
    source = open_source(mail_pair)
    assert source.find(bad) == ()
    assert source.new_uids(0) == (1,)


@pytest.mark.parametrize(
    ("missing", "left"),
    [((), 1), (("MOVE",), 1), (("MOVE", "UIDPLUS"), 2)],
)
def test_our_copy_moves_to_sent_and_no_other_mail_is_touched(
    mail_pair: MailPair, open_source: OpenSource, missing: tuple[str, ...], left: int
) -> None:
    deliver(mail_pair, "ours", "others")
    with mail_pair.imap(US) as client:
        client.select("INBOX")
        client.store("2", "+FLAGS", r"(\Deleted)")
    source = open_source(mail_pair)
    take_away(source, *missing)
    source.move([1], "Sent")
    assert len(mail_pair.messages(US, "Sent")) == 1
    assert len(mail_pair.messages(US)) == left
    assert source.new_uids(1) == (2,)


def test_a_move_to_nowhere_is_refused_and_the_mail_stays(
    mail_pair: MailPair, open_source: OpenSource
) -> None:
    deliver(mail_pair, "ours")
    source = open_source(mail_pair)
    with pytest.raises(Refused, match="exist"):
        source.move([1], "Nowhere")
    assert source.new_uids(0) == (1,)
    assert len(mail_pair.messages(US)) == 1


def test_nothing_is_moved_in_a_folder_renumbered_since(
    mail_pair: MailPair, open_source: OpenSource
) -> None:
    deliver(mail_pair, "ours")
    source = open_source(mail_pair)
    mail_pair.change_uidvalidity(US)
    with pytest.raises(TryLater):
        source.move([1], "Sent")
    assert mail_pair.messages(US, "Sent") == []


def test_a_letter_is_filed_in_sent_once(
    mail_pair: MailPair, open_source: OpenSource
) -> None:
    letter, at = sample(subject="Sollecito"), datetime(2026, 3, 2, 9, tzinfo=UTC)
    source = open_source(mail_pair)
    assert source.append_sent(letter, at)
    assert not source.append_sent(letter, at)
    assert mail_pair.messages(US, "Sent") == [letter]
    assert b"Seen" in flags(mail_pair, "Sent")[0]
    assert source.select("Sent").exists == 1
    (filed,) = source.headers([1])
    assert filed.arrived_at == at


def test_a_full_mailbox_takes_no_copy_and_stays_readable(
    mail_pair: MailPair, open_source: OpenSource
) -> None:
    source = open_source(mail_pair, user="full@client.test")
    big = large_sample("full@client.test", US, 30)
    with pytest.raises(Refused, match="full"):
        source.append_sent(big, datetime(2026, 3, 2, tzinfo=UTC))
    assert source.new_uids(0) == ()


def test_news_end_the_waiting(mail_pair: MailPair, open_source: OpenSource) -> None:
    source = open_source(mail_pair)
    later = threading.Timer(0.3, lambda: deliver(mail_pair, "news"))
    later.start()
    assert source.idle(30, NEVER)
    assert source.new_uids(0) == (1,)
    later.join()


def test_silence_and_a_stop_end_the_waiting_too(
    mail_pair: MailPair, open_source: OpenSource
) -> None:
    source, stop = open_source(mail_pair), threading.Event()
    assert not source.idle(0.2, NEVER)
    stop.set()
    assert not source.idle(600, stop)
    take_away(source, "IDLE")
    assert not source.idle(0.1, NEVER)
    assert source.new_uids(0) == ()


def restart(pair: MailPair) -> None:
    pair.restart("dovecot")


def kill(pair: MailPair) -> None:
    pair.restart("dovecot", kill=True)


@pytest.mark.parametrize("fault", [restart, kill])
def test_a_restarted_server_ends_the_waiting_with_a_sentence(
    mail_pair: MailPair, open_source: OpenSource, fault: Callable[[MailPair], None]
) -> None:
    source = open_source(mail_pair)
    later = threading.Timer(0.3, fault, [mail_pair])
    later.start()
    with pytest.raises(TryLater, match="cut the connection"):
        source.idle(60, NEVER)
    later.join()
    deliver(mail_pair, "after")
    source.open()
    source.select("INBOX")
    assert source.new_uids(0) == (1,)


def test_a_reset_ends_the_waiting_at_once(
    mail_pair: MailPair, open_source: OpenSource
) -> None:
    proxy = mail_pair.proxy(mail_pair.place.ports.imaps)
    source = open_source(mail_pair, proxy.port)
    assert source._open
    counted = Counted(source._open)
    source._open = cast(Client, counted)
    later = threading.Timer(0.3, proxy.cut)
    later.start()
    with pytest.raises(TryLater):
        source.idle(60, NEVER)
    later.join()
    assert counted.asked <= 2
    with pytest.raises(TryLater, match="not connected"):
        source.new_uids(0)


def test_a_swallowing_network_is_seen_after_the_waiting(
    mail_pair: MailPair, open_source: OpenSource
) -> None:
    proxy = mail_pair.proxy(mail_pair.place.ports.imaps)
    source = open_source(mail_pair, proxy.port, timeout_seconds=2)
    proxy.mode = Mode.BLACKHOLE
    with pytest.raises(TryLater, match="time-out"):
        source.idle(0.2, NEVER)
    with pytest.raises(TryLater, match="time-out"):
        source.open()


def test_a_connection_cut_inside_a_mail_leaves_nothing_half_read(
    mail_pair: MailPair, open_source: OpenSource
) -> None:
    mail_pair.deliver_bulk(US, [large_sample(US, "ok@client.test", 1_000)])
    proxy = mail_pair.proxy(mail_pair.place.ports.imaps)
    source = open_source(mail_pair, proxy.port)
    later = threading.Timer(0.05, proxy.cut)
    proxy.latency_seconds = 0.05
    later.start()
    with pytest.raises(TryLater):
        list(source.whole(list(source.headers([1]))))
    later.join()


def test_a_wrong_password_is_refused_without_saying_it(
    mail_pair: MailPair, source_of: OpenSource
) -> None:
    source = source_of(mail_pair, password=lambda: "wrong-secret")
    with pytest.raises(Refused, match="refuses user or password") as caught:
        source.open()
    assert "wrong-secret" not in str(caught.value)


def test_starttls_leads_to_the_same(
    mail_pair: MailPair, open_source: OpenSource
) -> None:
    deliver(mail_pair, "1")
    source = open_source(mail_pair, mail_pair.place.ports.imap, tls="starttls")
    assert source.new_uids(0) == (1,)


@pytest.mark.parametrize("changes", [{"ca_file": ""}, {"host": "127.1"}])
def test_a_certificate_that_is_not_trusted_is_refused(
    mail_pair: MailPair, source_of: OpenSource, changes: dict[str, str]
) -> None:
    with pytest.raises(Refused, match="cannot be trusted"):
        source_of(mail_pair, **changes).open()


def test_a_server_that_is_down_is_asked_later(
    mail_pair: MailPair, source_of: OpenSource
) -> None:
    source = source_of(mail_pair, mail_pair.place.ports.closed)
    with pytest.raises(TryLater, match="refuses connections"):
        source.open()
    source.close()
