"""The daemon beside a second reader: it adds its hold, and nobody waits for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.channels.chat_stage import ChatStage, Reply, chat_stage
from tests.e2e.config import OFFICE
from tests.e2e.conftest import OpenHouse
from tests.e2e.house import House
from tests.e2e.mails import mail
from tests.e2e.running import Running
from tests.e2e.waiting import wait_until
from tests.replies.chat import said

ANNA, BRUNO = "anna@client.test", "bruno@client.test"


@pytest.fixture
def stage() -> Iterator[ChatStage]:
    with chat_stage() as stage:
        yield stage


@pytest.fixture
def read_twice(open_house: OpenHouse, stage: ChatStage) -> House:
    """A firm whose mails are read a second time."""
    url = f"http://127.0.0.1:{stage.port}/v1"
    house = open_house({"reader": {"url": url, "model": "small", "seconds": 60}})
    house.is_owed_by(ANNA)
    house.is_owed_by(BRUNO, "8/2025")
    return house


def notes(house: House, sender: str, number: str) -> None:
    """Let a customer say that he has noted it, and hint at more."""
    text = "Ricevuto, grazie.\nCi risentiamo con calma.\n"
    house.pair.deliver(OFFICE, mail(sender, f"Fattura {number}", text), sender=sender)


def test_what_it_finds_holds_beside_what_we_read(
    read_twice: House, stage: ChatStage
) -> None:
    stage.says(said(("disputes", "Ci risentiamo con calma")))
    with Running(read_twice):
        notes(read_twice, ANNA, "7/2025")
        wait_until(lambda: len(read_twice.happened("reply.held")) == 2, seconds=30)
    assert {hold.until is None for hold in read_twice.holds()} == {True, False}


def test_while_it_is_silent_mail_is_read_and_holds(
    read_twice: House, stage: ChatStage
) -> None:
    stage.replies.append(Reply(is_silent=True))
    with Running(read_twice):
        notes(read_twice, ANNA, "7/2025")
        wait_until(lambda: stage.asked, seconds=30)
        notes(read_twice, BRUNO, "8/2025")
        wait_until(lambda: len(read_twice.happened("reply.held")) == 2, seconds=30)
        assert len(stage.asked) == 1
        stage.ended.set()
