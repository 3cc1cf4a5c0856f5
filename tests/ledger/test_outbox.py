"""Letters: written once a stage, moved by the protocol alone, found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from agent.errors import Refused
from agent.ledger import firms, letter_book, outbox, unknown
from agent.ledger.book import Ledger, Tx
from agent.ledger.ids import letter_token
from agent.model.invoice import OpenItem
from agent.model.letter import Composed, Delivery, File
from agent.model.picture import name_of
from tests.ledger.builders import (
    FIRM,
    FIRST,
    HOUR,
    NOW,
    OTHER,
    SECOND,
    TODAY,
    a_customer,
    a_letter,
    an_item,
    moved,
)

MINUTE = timedelta(minutes=1)


@pytest.fixture
def alfa(tx: Tx) -> str:
    return a_customer(tx, "Alfa srl", "alfa@example.com").id


@pytest.fixture
def item(tx: Tx, alfa: str) -> OpenItem:
    return an_item(tx, alfa, 700)


def _summary(tx: Tx, kind: str = "summary") -> Delivery | None:
    draft = letter_book.Draft(
        kind=kind,
        composed=Composed("Oggi", "Buongiorno"),
        recipient="boss@firm.test",
        because="the day's summary",
        day=TODAY,
    )
    return letter_book.write(tx, draft, "firm.test")


# -- writing ------------------------------------------------------------------------------


def test_a_letter_comes_back_as_it_was_written(
    tx: Tx, alfa: str, item: OpenItem
) -> None:
    letter = a_letter(tx, alfa, item)
    assert letter == Delivery(
        id=letter.id,
        letter_id=letter.letter_id,
        letter_no=1,
        kind="first",
        customer_id=alfa,
        recipient="alfa@example.com",
        token=letter_token(firms.secret(tx), letter.id),
        message_id=f"{letter.token}@firm.test",
        state="proposed",
        subject="Promemoria",
        created_at=NOW,
        because="3 days overdue",
    )
    assert letter_book.words(tx, letter.letter_id) == Composed(
        "Promemoria", "Gentile cliente", "<p>Gentile</p>"
    )
    assert letter_book.enclosed(tx, letter.letter_id) == {item.id: 700}


def test_a_letter_comes_back_with_the_picture_that_its_page_shows(
    tx: Tx, alfa: str
) -> None:
    data = b"\x89PNG"
    picture = File(name_of(data), "image/png", data)
    html = f'<img src="cid:{picture.name}">'
    composed = Composed("s", "t", html, inline=(picture,))
    draft = letter_book.Draft("first", composed, "alfa@example.com", "because", alfa)

    written = letter_book.write(tx, draft, "firm.test")

    assert written
    assert letter_book.words(tx, written.letter_id) == composed


def test_a_letter_may_list_items_whose_stage_it_does_not_fulfil(
    tx: Tx, alfa: str, item: OpenItem
) -> None:
    other = an_item(tx, alfa, 800)
    draft = letter_book.Draft(
        "first",
        Composed("s", "t"),
        "alfa@example.com",
        "because",
        alfa,
        steps=((item, FIRST),),
        items=(item, other),
    )
    written = [letter_book.write(tx, draft, "firm.test")]
    only_listed = replace(draft, steps=())
    written += [letter_book.write(tx, only_listed, "firm.test") for _ in range(2)]
    assert [each.letter_no for each in written if each] == [1, 2, 3]
    assert letter_book.enclosed(tx, written[2].letter_id) == {  # type: ignore[union-attr]
        item.id: 700,
        other.id: 800,
    }


def test_there_is_one_summary_a_day(ledger: Ledger) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        assert _summary(tx) is not None
        assert _summary(tx) is None
        assert _summary(tx, "summary_2") is not None
    with ledger.begin(FIRM, NOW + HOUR) as tx:
        assert _summary(tx) is None
    with ledger.begin(OTHER, NOW) as tx:
        assert _summary(tx) is not None


def test_letters_to_customers_are_as_many_as_are_due_on_a_day(tx: Tx) -> None:
    owners = [a_customer(tx, name).id for name in ("Alfa", "Beta")]
    letters = [a_letter(tx, owner, an_item(tx, owner)) for owner in owners]
    assert [each.letter_no for each in letters] == [1, 2]


# -- a stage of an item has one letter that stands ------------------------------------------


def test_a_stage_is_written_once(tx: Tx, alfa: str, item: OpenItem) -> None:
    a_letter(tx, alfa, item)
    with pytest.raises(Refused, match="stands already: first"):
        a_letter(tx, alfa, item)


@pytest.mark.parametrize(
    "state", ["approved", "ready", "claimed", "handing_over", "sent", "read", "delayed"]
)
def test_a_stage_is_not_written_again_while_its_letter_stands(
    tx: Tx, alfa: str, item: OpenItem, state: str
) -> None:
    moved(tx, a_letter(tx, alfa, item), state)
    with pytest.raises(Refused):
        a_letter(tx, alfa, item)


@pytest.mark.parametrize("state", ["withdrawn", "refused", "bounced"])
def test_a_stage_is_written_again_where_its_letter_counts_no_longer(
    tx: Tx, alfa: str, item: OpenItem, state: str
) -> None:
    moved(tx, a_letter(tx, alfa, item), state)
    moved(tx, a_letter(tx, alfa, item), state)
    a_letter(tx, alfa, item)
    with pytest.raises(Refused):
        a_letter(tx, alfa, item)


def test_a_letter_that_came_to_life_again_keeps_its_stage(
    tx: Tx, alfa: str, item: OpenItem
) -> None:
    first = moved(tx, a_letter(tx, alfa, item), "bounced")
    second = a_letter(tx, alfa, item)
    moved(tx, first, "read")
    moved(tx, second, "bounced")
    with pytest.raises(Refused):
        a_letter(tx, alfa, item)


def test_another_stage_or_item_is_another_letter(
    tx: Tx, alfa: str, item: OpenItem
) -> None:
    a_letter(tx, alfa, item)
    a_letter(tx, alfa, item, stage=SECOND)
    a_letter(tx, alfa, an_item(tx, alfa))


def test_a_refused_letter_leaves_nothing_behind(ledger: Ledger) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        alfa = a_customer(tx).id
        item = an_item(tx, alfa)
        a_letter(tx, alfa, item)
    with pytest.raises(Refused), ledger.begin(FIRM, NOW) as tx:
        a_letter(tx, alfa, item)
    with ledger.look(FIRM, NOW) as tx:
        assert len(outbox.of_customer(tx, alfa)) == 1


# -- moving -----------------------------------------------------------------------------------


def test_a_letter_moves_from_where_it_is_known_to_stand(
    tx: Tx, alfa: str, item: OpenItem
) -> None:
    letter = a_letter(tx, alfa, item)
    outbox.move(tx, letter, "approved", not_before=NOW + HOUR, because="auto")
    found = outbox.get(tx, letter.id)
    assert (found.state, found.not_before, found.because) == (
        "approved",
        NOW + HOUR,
        "auto",
    )
    with pytest.raises(AssertionError, match="moved under our hands"):
        outbox.move(tx, letter, "withdrawn")


def test_its_state_is_not_changed_by_the_way(tx: Tx, alfa: str, item: OpenItem) -> None:
    letter = a_letter(tx, alfa, item)
    with pytest.raises(AssertionError, match="use move"):
        outbox.change(tx, letter.id, state="sent")


def test_finished_bytes_come_back(tx: Tx, alfa: str, item: OpenItem) -> None:
    letter = a_letter(tx, alfa, item)
    assert outbox.sealed(tx, letter.id) == b""
    outbox.seal(tx, letter.id, b"From: office\r\n\r\n", ["one@firm.test"])
    assert outbox.sealed(tx, letter.id) == b"From: office\r\n\r\n"


# -- what may leave -----------------------------------------------------------------------------


def test_what_may_leave_goes_by_its_own_clock(tx: Tx, alfa: str) -> None:
    letters = [a_letter(tx, alfa, an_item(tx, alfa)) for _ in range(6)]
    ready = moved(tx, letters[0], "ready")
    over = moved(tx, letters[1], "approved", not_before=NOW)
    moved(tx, letters[2], "approved", not_before=NOW + MINUTE)
    moved(tx, letters[3], "ready", next_try_at=NOW + MINUTE)
    again = moved(tx, letters[4], "ready", next_try_at=NOW)
    assert [each.id for each in outbox.sendable(tx)] == [ready.id, over.id, again.id]


def test_mails_to_the_firm_leave_first(tx: Tx, alfa: str, item: OpenItem) -> None:
    letter = moved(tx, a_letter(tx, alfa, item), "ready")
    summary = _summary(tx)
    assert summary is not None
    moved(tx, summary, "approved")
    assert [each.id for each in outbox.sendable(tx)] == [summary.id, letter.id]


def test_a_proposal_expires_after_its_time(tx: Tx, alfa: str) -> None:
    letters = [a_letter(tx, alfa, an_item(tx, alfa)) for _ in range(4)]
    outbox.change(tx, letters[0].id, expires_at=NOW - MINUTE)
    outbox.change(tx, letters[1].id, expires_at=NOW + MINUTE)
    moved(tx, letters[2], "sent", expires_at=NOW - MINUTE)
    assert [each.id for each in outbox.expired(tx)] == [letters[0].id]


# -- finding --------------------------------------------------------------------------------------


def test_a_letter_is_found_by_its_marks(tx: Tx, alfa: str) -> None:
    one = a_letter(tx, alfa, an_item(tx, alfa))
    other = a_letter(tx, alfa, an_item(tx, alfa))
    assert outbox.by_token(tx, ["x", other.token, one.token]) == other
    assert outbox.by_token(tx, ["x"]) is None
    assert outbox.by_token(tx, []) is None
    assert outbox.by_message_id(tx, ["", one.message_id]) == one
    assert outbox.by_message_id(tx, [""]) is None
    assert outbox.by_message_id(tx, []) is None
    assert outbox.of_letter(tx, 2) == (other,)
    assert outbox.of_letter(tx, 3) == ()


def test_letters_are_listed_oldest_first(ledger: Ledger) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        alfa = a_customer(tx).id
        early = [a_letter(tx, alfa, an_item(tx, alfa)) for _ in range(20)]
    with ledger.begin(FIRM, NOW + HOUR) as tx:
        late = a_letter(tx, alfa, an_item(tx, alfa))
        assert outbox.of_customer(tx, alfa) == (*early, late)
        assert outbox.in_state(tx, "proposed", "ready") == (*early, late)
        assert outbox.in_state(tx, "ready") == ()
        assert outbox.in_state(tx) == ()


def test_letters_about_an_item_are_all_that_list_it(tx: Tx, alfa: str) -> None:
    one, other = an_item(tx, alfa), an_item(tx, alfa)
    first = a_letter(tx, alfa, one)
    both = a_letter(tx, alfa, one, other, stage=SECOND)
    assert outbox.letters_about(tx, [one.id]) == (first, both)
    assert outbox.letters_about(tx, [other.id, one.id]) == (first, both)
    assert outbox.letters_about(tx, [other.id]) == (both,)
    assert outbox.letters_about(tx, []) == ()
    many = [f"{number:026}" for number in range(40_000)]
    assert outbox.letters_about(tx, [*many, other.id]) == (both,)


def test_words_of_no_letter_are_no_words(tx: Tx) -> None:
    with pytest.raises(AssertionError, match="no letter"):
        letter_book.words(tx, "x")


def test_a_thread_is_made_of_letters_that_left(tx: Tx, alfa: str) -> None:
    sent = [
        moved(
            tx,
            a_letter(tx, alfa, an_item(tx, alfa)),
            "sent",
            sent_at=NOW + number * HOUR,
        )
        for number in range(12)
    ]
    a_letter(tx, alfa, an_item(tx, alfa))
    assert outbox.last_thread(tx, alfa) == tuple(each.message_id for each in sent[2:])
    assert outbox.last_thread(tx, "x") == ()


def test_what_left_after_a_moment_was_to_customers(tx: Tx, alfa: str) -> None:
    moved(tx, a_letter(tx, alfa, an_item(tx, alfa)), "sent", sent_at=NOW)
    late = moved(tx, a_letter(tx, alfa, an_item(tx, alfa)), "sent", sent_at=NOW + HOUR)
    summary = _summary(tx)
    assert summary is not None
    moved(tx, summary, "sent", sent_at=NOW + HOUR)
    assert outbox.sent_since(tx, NOW) == (late,)
    assert outbox.count_sent_since(tx, NOW) == 1


def test_a_letter_is_filed_once(tx: Tx, alfa: str) -> None:
    a_letter(tx, alfa, an_item(tx, alfa))
    sent = moved(tx, a_letter(tx, alfa, an_item(tx, alfa)), "sent", sent_at=NOW)
    assert outbox.unfiled(tx) == (sent,)
    outbox.change(tx, sent.id, filed_at=NOW)
    assert outbox.unfiled(tx) == ()


def test_silence_is_noticed_once(tx: Tx, alfa: str, item: OpenItem) -> None:
    letter = a_letter(tx, alfa, item)
    assert outbox.is_unconfirmed(tx, letter.id) is False
    outbox.change(tx, letter.id, unconfirmed_at=NOW)
    assert outbox.is_unconfirmed(tx, letter.id) is True


# -- letters of unknown fate -------------------------------------------------------------------------


def test_the_clock_of_unknown_letters_runs_while_the_mailbox_is_readable(
    tx: Tx, alfa: str
) -> None:
    letters = [a_letter(tx, alfa, an_item(tx, alfa)) for _ in range(3)]
    lost = moved(tx, letters[0], "handing_over", handed_at=NOW - HOUR)
    now = moved(tx, letters[1], "handing_over", handed_at=NOW)
    moved(tx, letters[2], "sent", handed_at=NOW - HOUR)
    unknown.count(tx, 60)
    unknown.count(tx, 30)
    waited = {letter.id: gap for letter, gap in unknown.waited(tx)}
    assert waited == {lost.id: timedelta(seconds=90), now.id: timedelta()}


def test_after_an_outage_the_clock_begins_anew(
    tx: Tx, alfa: str, item: OpenItem
) -> None:
    letter = a_letter(tx, alfa, item)
    lost = moved(tx, letter, "handing_over", handed_at=NOW - HOUR)
    unknown.count(tx, 60)
    unknown.count(tx, None)
    assert unknown.waited(tx) == ((lost, timedelta()),)
