"""Switches of a firm."""

from __future__ import annotations

from agent.ledger import firms
from agent.ledger.book import Tx


def test_a_switch_never_set_is_off(tx: Tx) -> None:
    assert firms.switch(tx, "live") == ""


def test_a_switch_keeps_its_last_value(tx: Tx) -> None:
    firms.set_switch(tx, "live", "on", "a person went live")
    assert firms.switch(tx, "live") == "on"
    firms.set_switch(tx, "live", "", "a person stopped")
    assert firms.switch(tx, "live") == ""


def test_a_switch_set_after_all_were_read_is_seen_at_once(tx: Tx) -> None:
    assert firms.switches(tx) == {}
    firms.set_switch(tx, "live", "on", "a person went live")
    assert firms.switches(tx) == {"live": "on"}
    firms.set_switch(tx, "live", "", "a person stopped")
    assert firms.switch(tx, "live") == ""
