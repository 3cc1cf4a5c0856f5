"""The log: appended, chained, and any change to it shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.ledger import events, tables
from agent.ledger.book import Ledger, Tx
from tests.ledger.builders import FIRM, HOUR, NOW, OTHER

_events, _links, _firms = tables.events, tables.event_links, tables.firms


def _write(ledger: Ledger, firm: str = FIRM, lines: int = 5) -> None:
    for number in range(lines):
        with ledger.begin(firm, NOW + number * HOUR, "Carla") as tx:
            events.write(
                tx,
                "letter.sent",
                f"letter:{number}",
                "the mail server took it",
                "customer:A",
                no=number,
                status=None,
            )


def test_a_line_comes_back_as_it_was_written(ledger: Ledger) -> None:
    _write(ledger, lines=1)
    with ledger.look(FIRM, NOW) as tx:
        (line,) = events.of(tx, "letter:0")
    assert (line.at, line.actor, line.what) == (NOW, "Carla", "letter.sent")
    assert (line.subject, line.because) == ("letter:0", "the mail server took it")
    assert (line.links, line.data, line.seq) == (("customer:A",), {"no": 0}, 1)


def test_a_line_stands_in_every_history_it_is_linked_to(ledger: Ledger) -> None:
    _write(ledger)
    with ledger.look(FIRM, NOW) as tx:
        assert [line.seq for line in events.of(tx, "customer:A")] == [1, 2, 3, 4, 5]
        assert [line.seq for line in events.of(tx, "letter:2")] == [3]


def test_a_subject_linked_to_itself_is_one_line(tx: Tx) -> None:
    events.write(tx, "a.b", "customer:A", "twice", "customer:A", "customer:A")
    assert len(events.of(tx, "customer:A")) == 1
    assert events.verify(tx) == ""


def test_the_latest_lines_come_newest_first(ledger: Ledger) -> None:
    _write(ledger)
    with ledger.begin(FIRM, NOW) as tx:
        events.write(tx, "payment.settled", "payment:1", "its number")
        assert [line.seq for line in events.latest(tx, 2)] == [6, 5]
        assert [line.seq for line in events.latest(tx, 9, prefix="payment.")] == [6]
        assert events.latest(tx, 9, prefix="%") == ()


def test_lines_since_a_moment_are_those_after_it(ledger: Ledger) -> None:
    _write(ledger)
    with ledger.look(FIRM, NOW) as tx:
        found = events.since(tx, NOW + 2 * HOUR, "letter.sent", "letter.read")
        assert [line.seq for line in found] == [4, 5]
        assert events.since(tx, NOW, "letter.read") == ()


def test_a_new_log_holds(ledger: Ledger) -> None:
    with ledger.look(FIRM, NOW) as tx:
        assert (events.head(tx), events.verify(tx)) == ("", "")


def test_an_untouched_log_holds(ledger: Ledger) -> None:
    _write(ledger)
    _write(ledger, OTHER, lines=3)
    with ledger.look(FIRM, NOW) as tx:
        assert events.verify(tx) == ""
        assert events.head(tx) == events.latest(tx, 1)[0].hash
    with ledger.look(OTHER, NOW) as tx:
        assert events.verify(tx) == ""


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(st.characters(exclude_categories=[])))
def test_a_log_holds_whatever_it_says(ledger: Ledger, said: str) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        events.write(tx, "a.b", "customer:A", said, data=said)
        assert events.verify(tx) == ""
        assert events.of(tx, "customer:A")


def _change(**values: object) -> Callable[[Tx], object]:
    return lambda tx: tx.update(_events, _events.c.seq == 3, **values)


_CHANGED = "line 3 of the log was changed after it was written"


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (_change(canonical=b"{}"), _CHANGED),
        (_change(hash="0" * 64), _CHANGED),
        (_change(what="letter.read"), _CHANGED),
        (_change(subject="letter:9"), _CHANGED),
        (_change(at=NOW + timedelta(microseconds=1)), _CHANGED),
        (lambda tx: tx.delete(_links, _links.c.seq == 3), _CHANGED),
        (lambda tx: tx.insert(_links, subject="customer:B", seq=3), _CHANGED),
        (
            lambda tx: tx.update(_links, _links.c.subject == "letter:2", subject="x"),
            _CHANGED,
        ),
        (
            lambda tx: tx.delete(_events, _events.c.seq == 3),
            "line 3 of the log is missing",
        ),
        (
            lambda tx: tx.delete(_events, _events.c.seq == 1),
            "line 1 of the log is missing",
        ),
        (
            lambda tx: tx.delete(_events, _events.c.seq == 5),
            "the log ends at line 4, but more was written",
        ),
        (
            lambda tx: tx.delete(_events),
            "the log ends at line 0, but more was written",
        ),
        (
            lambda tx: tx.update(_firms, chain_head="0" * 64),
            "the log ends at line 5, but more was written",
        ),
        (
            lambda tx: tx.update(_firms, chain_length=7),
            "the log ends at line 5, but more was written",
        ),
    ],
)
def test_what_was_tampered_with_shows(
    ledger: Ledger, tamper: Callable[[Tx], object], told: str
) -> None:
    _write(ledger)
    with ledger.begin(FIRM, NOW) as tx:
        tamper(tx)
        assert events.verify(tx) == told


def test_what_a_transaction_says_is_found_within_it(ledger: Ledger) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        events.write(tx, "letter.sent", "letter:1", "because")
        said = [event.what for event in events.of(tx, "letter:1")]
        events.write(tx, "letter.read", "letter:1", "because")
    with ledger.look(FIRM, NOW) as tx:
        kept = [event.what for event in events.of(tx, "letter:1")]
        assert (said, kept) == (["letter.sent"], ["letter.sent", "letter.read"])
        assert events.verify(tx) == ""


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_any_changed_byte_shows(ledger: Ledger, data: st.DataObject) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        tx.delete(_links)
        tx.delete(_events)
        tx.update(_firms, chain_head="", chain_length=0)
        events.write(tx, "letter.sent", "letter:1", "because", no=7)
        events.write(tx, "letter.read", "letter:1", "because", no=8)
    with ledger.begin(FIRM, NOW) as tx:
        seq = data.draw(st.integers(1, 2))
        mine = sa.select(_events.c.canonical).where(
            _events.c.firm == tx.firm, _events.c.seq == seq
        )
        line = bytearray(tx.value(mine))
        line[data.draw(st.integers(0, len(line) - 1))] ^= data.draw(st.integers(1, 255))
        tx.update(_events, _events.c.seq == seq, canonical=bytes(line))
        assert (
            events.verify(tx)
            == f"line {seq} of the log was changed after it was written"
        )


def test_a_line_written_anew_with_a_fitting_hash_breaks_the_next(
    ledger: Ledger,
) -> None:
    _write(ledger)
    with ledger.begin(FIRM, NOW) as tx:
        second = events.of(tx, "letter:1")[0].hash
        canonical = tx.value(
            sa.select(_events.c.canonical).where(
                _events.c.firm == tx.firm, _events.c.seq == 3
            )
        ).replace(b"took it", b"lost it")
        values = {"canonical": canonical, "hash": events.link(second, canonical)}
        tx.update(_events, _events.c.seq == 3, **values)
        assert events.verify(tx).startswith("line 4 ")


def test_no_line_without_a_firm(ledger: Ledger) -> None:
    with ledger.begin("nobody", NOW) as tx, pytest.raises(AssertionError):
        events.write(tx, "a.b", "customer:A", "because")
