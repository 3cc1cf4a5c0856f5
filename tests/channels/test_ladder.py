"""The ladder of a letter, written out: where each proof leads from each state."""

from __future__ import annotations

import pytest

from agent.channels import protocol as p
from agent.model.letter import DeliveryState

PROOFS = (p.Accepted(), p.EvidenceFound(), p.Delayed(), p.Delivered(), p.Bounced(), p.Read())  # fmt: skip
# What the proofs say of a letter that was not known to have left, in their order.
Row = tuple[DeliveryState, ...]
LEFT: Row = ("sent", "sent", "delayed", "delivered", "bounced", "read")
LADDER: dict[DeliveryState, Row] = {
    "proposed": LEFT,
    "approved": LEFT,
    "ready": LEFT,
    "claimed": LEFT,
    "handing_over": LEFT,
    "uncertain": LEFT,
    "withdrawn": LEFT,
    "refused": LEFT,
    "sent": LEFT,
    "delayed": ("delayed", "delayed", "delayed", "delivered", "bounced", "read"),
    "delivered": ("delivered", "delivered", "delivered", "delivered", "bounced", "read"),
    "bounced": ("bounced", "bounced", "bounced", "bounced", "bounced", "read"),
    "read": ("read",) * 6,
}  # fmt: skip
STEPS = [
    pytest.param(state, proof, after, id=f"{state}-{type(proof).__name__}")
    for state, row in LADDER.items()
    for proof, after in zip(PROOFS, row, strict=True)
]


@pytest.mark.parametrize(("state", "proof", "after"), STEPS)
def test_each_proof_leads_where_the_table_says(
    state: DeliveryState, proof: p.Proof, after: DeliveryState
) -> None:
    assert p.step(p.Progress(state, 1), proof) == p.Progress(after, 1)
