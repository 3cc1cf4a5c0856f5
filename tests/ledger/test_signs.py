"""Signs of life: once a message, robots apart."""

from __future__ import annotations

from agent.ledger import signs
from agent.ledger.book import Tx
from tests.ledger.builders import HOUR, NOW, a_letter

_ALFA, _BETA = "A" * 26, "B" * 26
_HIS = "anna@client.test"


def test_signs_after_a_moment_come_oldest_first(tx: Tx) -> None:
    signs.add(tx, _ALFA, "payment", NOW + 3 * HOUR)
    signs.add(tx, _ALFA, "payment", NOW + HOUR)
    signs.add(tx, _ALFA, "payment", NOW)
    signs.add(tx, _BETA, "payment", NOW + 2 * HOUR)
    assert signs.moments_since(tx, _ALFA, NOW, _HIS) == (NOW + HOUR, NOW + 3 * HOUR)


def test_a_message_is_one_sign(tx: Tx) -> None:
    signs.add(tx, _ALFA, "reply", NOW, message="M" * 26)
    signs.add(tx, _ALFA, "reply", NOW, message="M" * 26)
    assert signs.moments_since(tx, _ALFA, NOW - HOUR, _HIS) == (NOW,)


def test_a_robot_is_no_sign_of_reading(tx: Tx) -> None:
    signs.add(tx, _ALFA, "robot", NOW, message="M" * 26)
    assert signs.moments_since(tx, _ALFA, NOW - HOUR, _HIS) == ()


def test_the_last_sign_is_not_a_robots(tx: Tx) -> None:
    assert signs.latest(tx, _ALFA) is None
    signs.add(tx, _ALFA, "payment", NOW + HOUR)
    signs.add(tx, _ALFA, "payment", NOW)
    signs.add(tx, _ALFA, "robot", NOW + 2 * HOUR)
    assert signs.latest(tx, _ALFA) == NOW + HOUR


def test_a_receipt_from_another_address_is_no_sign_of_this_one(tx: Tx) -> None:
    letter = a_letter(tx, _ALFA)
    signs.add(tx, _ALFA, "delivered", NOW, delivery_id=letter.id)
    assert signs.moments_since(tx, _ALFA, NOW - HOUR, letter.recipient) == (NOW,)
    assert signs.moments_since(tx, _ALFA, NOW - HOUR, "b@client.test") == ()
