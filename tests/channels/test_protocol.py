"""The send protocol, explored whole, and the laws of its single steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.channels import protocol as p
from agent.model.letter import DeliveryState
from tests.channels.explorer import Step, World, explore

HALF_HOUR = timedelta(minutes=30)

states = st.sampled_from(get_args(DeliveryState))
progresses = st.builds(p.Progress, states, st.integers(0, 3))
attempts = st.integers(0, 3)
notices = st.sampled_from(
    [p.Accepted(), p.EvidenceFound(), p.Delayed(), p.Delivered(), p.Bounced(), p.Read()]
)
happenings = st.one_of(
    notices,
    st.builds(p.NotOffered, attempts),
    st.builds(p.HandingOver, attempts),
    st.builds(p.Refused, attempts),
    st.builds(p.PutOff, attempts),
    st.builds(p.ConnectionLost, attempts),
    st.builds(p.EvidenceTimeout, st.timedeltas(), st.just(HALF_HOUR)),
    st.sampled_from(
        [p.Approved(), p.Unapproved(), p.UndoOver(), p.Withdrawn(), p.Claimed()]
    ),
    st.sampled_from([p.Restarted(), p.PersonSaysSent(), p.PersonSaysSendAgain()]),
)


@pytest.mark.slow
def test_no_letter_is_doubled_or_lost_in_any_world() -> None:
    worlds, wrong = explore(World(crashes=2, notices=2), p.step)
    assert wrong == {}
    assert worlds > 20_000


def _instead(kind: type[p.Happened], state: DeliveryState, then: DeliveryState) -> Step:
    """Our protocol with one naive answer in it."""

    def step(now: p.Progress, happened: p.Happened) -> p.Progress:
        is_naive = isinstance(happened, kind) and now.state == state
        return replace(now, state=then) if is_naive else p.step(now, happened)

    return step


def _without_fence(now: p.Progress, happened: p.Happened) -> p.Progress:
    said = happened
    if isinstance(said, p.NotOffered | p.HandingOver | p.Refused | p.PutOff):
        said = replace(said, attempt=now.attempt)
    return p.step(now, said)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("naive", "fault"),
    [
        (_instead(p.Restarted, "handing_over", "ready"), "doubled"),
        (_instead(p.ConnectionLost, "handing_over", "ready"), "doubled"),
        (_instead(p.EvidenceTimeout, "handing_over", "ready"), "doubled"),
        (_instead(p.HandingOver, "claimed", "sent"), "lost"),
        (_instead(p.ConnectionLost, "handing_over", "sent"), "lost"),
        (_instead(p.EvidenceTimeout, "handing_over", "withdrawn"), "left unseen"),
        (_instead(p.EvidenceTimeout, "handing_over", "handing_over"), "never ends"),
        (_instead(p.Restarted, "claimed", "claimed"), "never ends"),
        (_without_fence, "doubled"),
    ],
)
def test_a_naive_protocol_is_caught(naive: Step, fault: str) -> None:
    assert fault in explore(World(notices=0), naive)[1]


@pytest.mark.slow
def test_a_sender_that_does_not_ask_first_is_caught() -> None:
    assert {"doubled", "left unseen"} <= set(
        explore(World(asks=False, notices=0), p.step)[1]
    )


@given(progresses, happenings)
def test_what_happens_twice_changes_nothing_more(
    now: p.Progress, happened: p.Happened
) -> None:
    once = p.step(now, happened)
    assert p.step(once, happened) == once


@given(progresses, st.lists(notices, max_size=5))
def test_the_order_of_notices_does_not_matter(
    now: p.Progress, told: list[p.Happened]
) -> None:
    there, back = now, now
    for there_told, back_told in zip(told, reversed(told), strict=True):
        there, back = p.step(there, there_told), p.step(back, back_told)
    assert there == back


@given(progresses, happenings)
def test_only_a_claim_raises_the_attempt(now: p.Progress, happened: p.Happened) -> None:
    after = p.step(now, happened)
    assert after.attempt == now.attempt + (after.state == "claimed" != now.state)


@given(progresses, happenings)
def test_nothing_but_a_sender_before_data_begins_a_hand_over(
    now: p.Progress, happened: p.Happened
) -> None:
    begins = p.step(now, happened).state == "handing_over" != now.state
    assert not begins or (
        now.state == "claimed" and happened == p.HandingOver(now.attempt)
    )


def test_a_letter_is_taken_back_until_data_begins() -> None:
    claimed = p.Progress("claimed", 1)
    taken_back = p.step(claimed, p.Withdrawn())
    assert taken_back.state == "withdrawn"
    assert p.step(taken_back, p.HandingOver(1)) == taken_back
    assert p.step(p.Progress("handing_over", 1), p.Withdrawn()).state == "handing_over"


def test_nobody_sends_again_what_may_still_be_handed_over() -> None:
    running = p.Progress("handing_over", 1)
    assert p.step(running, p.PersonSaysSendAgain()) == running


def test_a_person_sees_it_only_after_the_whole_wait() -> None:
    unknown = p.Progress("handing_over", 1)
    early = p.EvidenceTimeout(HALF_HOUR - timedelta(seconds=1), HALF_HOUR)
    assert p.step(unknown, early) == unknown
    late = p.EvidenceTimeout(HALF_HOUR, HALF_HOUR)
    assert p.step(unknown, late).state == "uncertain"


def test_evidence_ends_a_question_asked_to_a_person() -> None:
    assert p.step(p.Progress("uncertain", 1), p.EvidenceFound()).state == "sent"


def test_a_late_copy_stops_the_second_hand_over() -> None:
    again = p.step(p.Progress("uncertain", 1), p.PersonSaysSendAgain())
    claimed = p.step(again, p.Claimed())
    found = p.step(claimed, p.EvidenceFound())
    assert p.step(found, p.HandingOver(2)) == found == p.Progress("sent", 2)
