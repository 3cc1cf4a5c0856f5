"""Messages: kept once, known by every place, read once."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.ledger import arrivals, blobs, bookmarks, copies, evidence, messages
from agent.ledger.arrivals import Arrival
from agent.ledger.book import Ledger, Tx
from agent.model.message import Position
from tests.ledger.builders import DAY, FIRM, HOUR, NOW, TODAY, a_mail, a_stored

_ID = "mail@example.com"
_RAW = b"Subject: one\r\n\r\nciao\r\n"


def _store(tx: Tx, uid: int = 1, raw: bytes = _RAW, **place: str) -> str:
    role = place.pop("role", "inbox")
    return a_stored(tx, a_mail(uid, raw, **place), _ID, role)  # type: ignore[arg-type]


# -- identity and places --------------------------------------------------------------


def test_a_stored_mail_waits_to_be_read_with_its_bytes(tx: Tx) -> None:
    stored = messages.get(tx, _store(tx))
    assert (stored.state, stored.attempts, stored.role) == ("new", 0, "inbox")
    assert (stored.message_id, stored.mailbox) == (_ID, "office")
    assert (stored.arrived_at, stored.is_whole) == (NOW, True)
    assert stored.sha256 == hashlib.sha256(_RAW).hexdigest()
    assert blobs.get(tx, stored.sha256) == _RAW
    assert (stored.customer_id, stored.delivery_id, stored.words) == ("", "", "")


def test_the_same_mail_in_another_place_only_gains_a_place(tx: Tx) -> None:
    message = _store(tx, uid=1)
    assert _store(tx, uid=1) == ""
    assert _store(tx, uid=9) == ""
    assert _store(tx, uid=1, folder="Archive") == ""
    assert _store(tx, uid=1, mailbox="boss") == ""
    assert len(messages.new(tx, 10)) == 1
    assert set(messages.places(tx, message)) == {
        Position("office", "INBOX", 7, 1),
        Position("office", "INBOX", 7, 9),
        Position("office", "Archive", 7, 1),
        Position("boss", "INBOX", 7, 1),
    }


def test_other_bytes_are_another_mail_even_with_the_same_id(tx: Tx) -> None:
    assert _store(tx, 1)
    assert _store(tx, 2, b"Subject: other\r\n\r\n")


def test_the_same_bytes_with_another_id_are_another_mail(tx: Tx) -> None:
    assert a_stored(tx, a_mail(1, _RAW), "", "inbox")
    assert a_stored(tx, a_mail(2, _RAW), "other@example.com", "inbox")
    assert a_stored(tx, a_mail(3, _RAW), "", "inbox") == ""


def test_mails_kept_at_once_are_each_kept_once(tx: Tx) -> None:
    long, cut = "x" * 600, "x" * 500  # an id is held as far as the index goes
    mails = [
        Arrival(a_mail(1, _RAW), _ID, "inbox"),
        Arrival(a_mail(2, b"two"), "", "inbox", "bank"),
        Arrival(a_mail(3, _RAW), _ID, "inbox"),
        Arrival(a_mail(4, _RAW), long, "inbox"),
        Arrival(a_mail(5, _RAW), cut, "inbox"),
    ]
    one, two, three, four, five = arrivals.keep(tx, mails)
    assert (three, five) == ("", "")
    assert [each.id for each in messages.new(tx, 9)] == [one, two, four]
    assert [each.kind for each in messages.new(tx, 9)] == ["", "bank", ""]
    assert [place.uid for place in messages.places(tx, one)] == [1, 3]
    assert [place.uid for place in messages.places(tx, four)] == [4, 5]
    assert arrivals.keep(tx, mails) == [""] * 5
    assert arrivals.keep(tx, []) == []


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.text(st.characters(exclude_categories=[]), max_size=2_000),
    st.binary(max_size=50),
)
def test_any_mail_is_kept_once_whatever_its_id(
    ledger: Ledger, message_id: str, raw: bytes
) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        a_stored(tx, a_mail(1, raw), message_id, "inbox")
        assert a_stored(tx, a_mail(2, raw), message_id, "sent") == ""


def test_known_places_are_told_from_new_ones(tx: Tx) -> None:
    _store(tx, uid=1)
    _store(tx, uid=2, raw=b"two")
    assert arrivals.seen_uids(tx, "office", "INBOX", 7, [1, 2, 3]) == {1, 2}
    assert arrivals.seen_uids(tx, "office", "INBOX", 8, [1, 2, 3]) == frozenset()
    assert arrivals.seen_uids(tx, "office", "Sent", 7, [1]) == frozenset()
    assert arrivals.seen_uids(tx, "office", "INBOX", 7, range(1, 40_000)) == {1, 2}
    assert arrivals.seen_uids(tx, "office", "INBOX", 7, []) == frozenset()


def test_a_mail_of_a_rebuilt_mailbox_is_known_by_its_id(tx: Tx) -> None:
    message = _store(tx)
    again = Position("office", "INBOX", 8, 55)
    assert arrivals.place_known(tx, again, _ID) is True
    assert again in messages.places(tx, message)


def test_an_id_of_nobody_or_of_several_is_not_known(tx: Tx) -> None:
    again = Position("office", "INBOX", 8, 55)
    assert arrivals.place_known(tx, again, _ID) is False
    _store(tx, 1)
    _store(tx, 2, b"two")
    assert arrivals.place_known(tx, again, _ID) is False


def test_copies_of_a_letter_are_told_by_the_folder_they_lie_in(tx: Tx) -> None:
    delivery = "D" * 26
    message = _store(tx, uid=1)
    _store(tx, uid=4, folder="Sent", role="sent")
    _store(tx, uid=5, folder="Sent", role="sent", mailbox="boss")
    again = Position("office", "Sent", 8, 44)
    arrivals.place_known(tx, again, _ID, "sent")
    assert copies.seen(tx, [delivery], "office") == {}
    messages.finish(tx, message, state="ours", delivery=delivery)
    assert set(copies.seen(tx, [delivery], "office")[delivery]) == {
        ("inbox", Position("office", "INBOX", 7, 1)),
        ("sent", Position("office", "Sent", 7, 4)),
        ("sent", again),
    }


def test_a_place_of_unknown_role_counts_as_where_it_was_first_seen(tx: Tx) -> None:
    message = _store(tx, folder="Sent", role="sent")
    arrivals.place_known(tx, Position("office", "Sent", 8, 5), _ID)
    messages.finish(tx, message, state="ours", delivery="D" * 26)
    seen = copies.seen(tx, ["D" * 26], "office")["D" * 26]
    roles = [role for role, _ in seen]
    assert roles == ["sent", "sent"]


# -- bookmarks ---------------------------------------------------------------------------


def test_a_folder_never_read_has_no_bookmark(tx: Tx) -> None:
    assert bookmarks.get(tx, "office", "INBOX") is None


def test_a_bookmark_moves_with_its_uidvalidity(tx: Tx) -> None:
    bookmarks.put(tx, "office", "INBOX", 7, 100)
    bookmarks.put(tx, "office", "INBOX", 7, 150)
    bookmarks.put(tx, "office", "Sent", 7, 3)
    assert bookmarks.get(tx, "office", "INBOX") == (7, 150)
    bookmarks.put(tx, "office", "INBOX", 8, 20)
    assert bookmarks.get(tx, "office", "INBOX") == (8, 20)
    assert bookmarks.get(tx, "office", "Sent") == (7, 3)
    assert bookmarks.get(tx, "boss", "INBOX") is None


def test_a_bookmark_holds_the_largest_uid_there_is(tx: Tx) -> None:
    most = 2**32 - 1
    bookmarks.put(tx, "office", "INBOX", most, most)
    assert bookmarks.get(tx, "office", "INBOX") == (most, most)


def test_mail_and_bookmark_are_kept_together_or_not_at_all(ledger: Ledger) -> None:
    with pytest.raises(ZeroDivisionError):
        _break_after_storing(ledger)
    with ledger.look(FIRM, NOW) as tx:
        assert messages.new(tx, 10) == ()
        assert bookmarks.get(tx, "office", "INBOX") is None


def _break_after_storing(ledger: Ledger) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        _store(tx)
        bookmarks.put(tx, "office", "INBOX", 7, 1)
        raise ZeroDivisionError


# -- reading -------------------------------------------------------------------------------


def test_mails_are_read_in_the_order_they_came(tx: Tx) -> None:
    stored = [_store(tx, uid, b"%d" % uid) for uid in range(1, 30)]
    assert [each.id for each in messages.new(tx, 100)] == stored
    assert [each.id for each in messages.new(tx, 2)] == stored[:2]


def test_tries_are_counted_and_a_retry_begins_anew(tx: Tx) -> None:
    one, other = _store(tx, 1, b"1"), _store(tx, 2, b"2")
    messages.attempt(tx, [one, other])
    messages.attempt(tx, [one])
    messages.attempt(tx, [])
    assert [each.attempts for each in messages.new(tx, 10)] == [2, 1]
    messages.finish(tx, one, state="aside", because="no parts")
    assert [each.id for each in messages.new(tx, 10)] == [other]
    messages.again(tx, one)
    assert [each.attempts for each in messages.new(tx, 10)] == [0, 1]


def test_a_mail_that_was_read_says_what_it_is(tx: Tx) -> None:
    message = _store(tx)
    messages.finish(
        tx,
        message,
        kind="reply",
        because="a person wrote",
        customer="A" * 26,
        delivery="D" * 26,
        words="pago domani",
        sender="alfa@example.com",
        subject="Re: promemoria",
        sent_at=NOW - HOUR,
        reading={"intents": ["promise"]},
    )
    found = messages.get(tx, message)
    assert (found.state, found.kind, found.because) == (
        "read",
        "reply",
        "a person wrote",
    )
    assert (found.customer_id, found.delivery_id) == ("A" * 26, "D" * 26)
    assert (found.words, found.sent_at) == ("pago domani", NOW - HOUR)
    assert (found.sender, found.subject) == ("alfa@example.com", "Re: promemoria")
    assert messages.new(tx, 10) == ()


def test_a_mail_that_is_not_there_cannot_be_read(tx: Tx) -> None:
    with pytest.raises(AssertionError, match="no message"):
        messages.get(tx, "x")


def _arrived(tx: Tx, hours: int, kind: str, customer: str = "", **more: str) -> str:
    mail = a_mail(hours, b"%d" % hours, at=NOW + hours * HOUR)
    message = a_stored(tx, mail, _ID, "inbox")
    messages.finish(tx, message, kind=kind, customer=customer or None, **more)
    return message


def test_a_customers_mails_come_newest_first(tx: Tx) -> None:
    his = [_arrived(tx, hours, "reply", "A" * 26) for hours in (1, 2, 3)]
    _arrived(tx, 4, "reply", "B" * 26)
    found = [each.id for each in messages.of_customer(tx, "A" * 26)]
    assert found == list(reversed(his))
    assert [each.id for each in messages.of_customer(tx, "A" * 26, 1)] == his[2:]


def test_mails_are_counted_by_state(tx: Tx) -> None:
    assert messages.count(tx) == {}
    _store(tx, 1, b"1")
    _store(tx, 2, b"2")
    messages.finish(tx, _store(tx, 3, b"3"))
    assert messages.count(tx) == {"new": 2, "read": 1}


def test_bytes_of_a_mail_are_kept_a_year(tx: Tx) -> None:
    stored = messages.get(tx, _store(tx))
    messages.expire(tx, TODAY + 365 * DAY)
    assert blobs.get(tx, stored.sha256) == _RAW
    messages.expire(tx, TODAY + 366 * DAY)
    assert blobs.get(tx, stored.sha256) == b""
    assert messages.get(tx, stored.id) == stored
    assert timedelta(days=365) == arrivals.KEEP


@pytest.mark.parametrize("kind", ["reply", "bounce", "delivered", "pec_accepted"])
def test_bytes_of_evidence_are_kept_ten_years(tx: Tx, kind: str) -> None:
    stored = messages.get(tx, _store(tx))
    messages.finish(tx, stored.id, kind=kind)
    evidence.keep(tx, [stored.id])
    messages.expire(tx, TODAY + 3652 * DAY)
    assert blobs.get(tx, stored.sha256) == _RAW
    messages.expire(tx, TODAY + 4020 * DAY)
    assert blobs.get(tx, stored.sha256) == b""


def test_bytes_of_other_mails_are_kept_no_longer(tx: Tx) -> None:
    one = messages.get(tx, _store(tx, 1, b"1"))
    other = messages.get(tx, _store(tx, 2, b"2"))
    messages.finish(tx, one.id, kind="other")
    messages.finish(tx, other.id, kind="reply")
    evidence.keep(tx, [one.id])
    messages.expire(tx, TODAY + 366 * DAY)
    assert blobs.get(tx, one.sha256) == blobs.get(tx, other.sha256) == b""


def test_a_try_is_counted_once_a_process(tx: Tx) -> None:
    message = _store(tx)
    messages.attempt(tx, [message], "one")
    messages.attempt(tx, [message], "one")
    found = messages.get(tx, message)
    assert (found.attempts, messages.stops(found, "one")) == (1, 0)
    assert messages.stops(found, "two") == 1
    messages.attempt(tx, [message], "two")
    assert messages.get(tx, message).attempts == 2


def test_mails_that_share_their_id_are_told_from_the_others(tx: Tx) -> None:
    _store(tx, 1, b"1")
    a_stored(tx, a_mail(3, b"3"), "alone@example.com", "inbox")
    assert messages.twins(tx, [_ID, "alone@example.com", "none@x.test"]) == frozenset()
    _store(tx, 2, b"2")
    assert messages.twins(tx, [_ID, "alone@example.com", "none@x.test"]) == {_ID}


def test_a_copy_is_the_same_customers_same_words_read_before(tx: Tx) -> None:
    one, other = _store(tx, 1, b"1"), _store(tx, 2, b"2")
    messages.finish(tx, one, customer="A" * 26, words="pago domani")
    stored = messages.get(tx, other)
    assert messages.has_copy(tx, stored, "A" * 26, "pago domani")
    assert not messages.has_copy(tx, stored, "B" * 26, "pago domani")
    assert not messages.has_copy(tx, stored, "A" * 26, "pago oggi")
    assert not messages.has_copy(tx, messages.get(tx, one), "A" * 26, "pago domani")
