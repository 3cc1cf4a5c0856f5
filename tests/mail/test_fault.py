"""Whose fault a failure is, as a table."""

from __future__ import annotations

import pytest

from agent.mail.fault import Fault, fault_of
from agent.model.message import Failure, FailureReason

FINAL = {"yes": True, "no": False, "": None}


@pytest.mark.parametrize(
    ("reason", "status", "final", "fault"),
    [
        ("user_unknown", "5.1.1", "yes", "address"),
        ("user_unknown", "", "", "address"),
        ("user_unknown", "4.1.1", "no", "moment"),
        ("host_unknown", "5.1.2", "yes", "address"),
        ("moved", "5.1.6", "yes", "address"),
        ("suspended", "5.2.1", "yes", "address"),
        (None, "5.1.1", "", "address"),
        ("mailbox_full", "5.2.2", "yes", "moment"),
        ("mailbox_full", "4.2.2", "no", "moment"),
        ("expired", "4.4.7", "no", "moment"),
        ("network", "4.4.1", "", "moment"),
        ("system", "5.3.0", "yes", "moment"),
        ("other", "4.0.0", "no", "moment"),
        ("policy", "5.7.1", "yes", "ours"),
        ("spam", "", "yes", "ours"),
        ("rate", "4.7.0", "no", "ours"),
        ("not_accept", "5.3.2", "yes", "ours"),
        (None, "5.7.26", "yes", "ours"),
        ("filtered", "5.7.1", "yes", "mail"),
        ("too_big", "5.3.4", "yes", "mail"),
        ("virus", "5.7.1", "yes", "mail"),
        (None, "", "", "mail"),
    ],
)
def test_whose_fault_a_failure_is(
    reason: FailureReason | None, status: str, final: str, fault: Fault
) -> None:
    failure = Failure(reason=reason, status=status, is_permanent=FINAL[final])
    assert fault_of(failure) == fault
