"""Two orders of sending that look right and are not: the checker must catch both.

Run in place of the program: `python -m bench.naive send-then-commit run ...`.
"""
# ruff: noqa: SLF001 - it takes the place of what is inside the step

from __future__ import annotations

import sys
from dataclasses import replace

from agent.channels import protocol
from agent.channels.channel import Channel
from agent.cli.main import run
from agent.errors import SollecitoError, TryLater
from agent.steps import deliver
from agent.steps.deliver import Outcome, proven
from agent.steps.desk import Desk
from agent.steps.each import transaction


def _send_then_commit(
    desk: Desk, channel: Channel, claimed: deliver._Claimed
) -> Outcome:
    """Double what was sent when it dies between the two."""
    if not _sent(desk, channel, claimed):
        return "put_off"
    _commit(desk, claimed)
    return "sent"


def _commit_then_send(
    desk: Desk, channel: Channel, claimed: deliver._Claimed
) -> Outcome:
    """Lose what was committed when it dies between the two."""
    _commit(desk, claimed)
    return "sent" if _sent(desk, channel, claimed) else "put_off"


def _sent(desk: Desk, channel: Channel, claimed: deliver._Claimed) -> bool:
    """Hand over without a copy to ourselves: a naive sender keeps no evidence."""
    delivery = claimed.delivery
    try:
        channel.offer(replace(claimed.envelope, own_copy=""))
        channel.hand_over(claimed.raw)
    except TryLater as error:
        later = protocol.NotOffered(delivery.attempts)
        deliver._put_off(desk, channel, delivery, later, error)
        return False
    except SollecitoError:
        return False
    return True


def _commit(desk: Desk, claimed: deliver._Claimed) -> None:
    with transaction(desk) as tx:
        proven(tx, claimed.delivery, protocol.Accepted(), "naively")


ORDERS = {
    "send-then-commit": _send_then_commit,
    "commit-then-send": _commit_then_send,
}

if __name__ == "__main__":
    deliver._hand_over = ORDERS[sys.argv[1]]
    sys.exit(run(sys.argv[2:]))
