"""Certified mail in the configuration: off without its table, late by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.channels.pec import PecChannel
from agent.settings import Settings, loads
from agent.settings.warnings import secret_files, warnings
from agent.wiring import open_desk

BOXES = """
[firm]
name = "Studio Esempio"
[mailbox.office]
host = "localhost"
user = "office@firm.test"
credential = "mail"
[mailbox.certified]
kind = "pec"
host = "localhost"
user = "studio@pec.test"
credential = "pec"
"""
PEC = """
[pec]
host = "localhost"
user = "studio@pec.test"
credential = "pec"
from = "Studio@PEC.test"
"""


def settings_of(text: str, folder: Path = Path("/etc/firm")) -> Settings:
    return loads(text, folder / "config.toml")


def by_pec(settings: Settings, procedure: str) -> list[str]:
    stages = settings.procedures()[procedure].stages
    return [stage.name for stage in stages if stage.channel == "pec"]


def test_without_its_table_nothing_goes_by_certified_mail() -> None:
    settings = settings_of(BOXES)
    assert not any(one.has_pec for one in settings.procedures().values())
    assert by_pec(settings, "standard") == []


def test_with_it_late_letters_do_and_more_of_those_to_public_bodies() -> None:
    settings = settings_of(BOXES + PEC)
    assert all(one.has_pec for one in settings.procedures().values())
    assert by_pec(settings, "standard") == ["last"]
    assert by_pec(settings, "public_body") == ["second", "third", "last"]


def test_late_stages_can_be_left_to_a_choice() -> None:
    own = '[procedure.own]\nstages = [{ name = "a", days = 3, channel = "pec" }]'
    settings = settings_of(BOXES + PEC + "late_stages = false\n" + own)
    assert by_pec(settings, "standard") == []
    assert by_pec(settings, "own") == ["a"]


def test_its_address_is_our_own_and_its_mailbox_is_the_certified_one() -> None:
    settings = settings_of(BOXES + PEC)
    assert "studio@pec.test" in settings.own_addresses
    assert settings.pec_mailbox == "certified"
    assert settings.sent_mailbox == "office"


def test_its_secret_is_kept_like_every_other(tmp_path: Path) -> None:
    settings = settings_of(BOXES + PEC, tmp_path)
    secret = tmp_path / "credentials" / "pec"
    assert secret_files(settings)["pec.credential"] == secret
    assert any("pec.credential" in str(doubt) for doubt in warnings(settings))
    secret.parent.mkdir()
    secret.write_text("hunter2\n", "utf-8")
    assert settings.pec_password().get_secret_value() == "hunter2"
    assert "hunter2" not in repr(settings)


def test_a_certified_mailbox_needs_no_server_that_vouches() -> None:
    doubts = " ".join(str(one) for one in warnings(settings_of(BOXES + PEC)))
    assert "mailbox.office.trusted_authserv_ids" in doubts
    assert "mailbox.certified.trusted_authserv_ids" not in doubts


@pytest.mark.parametrize(("text", "has_one"), [(BOXES, False), (BOXES + PEC, True)])
def test_the_desk_has_a_way_out_for_it_where_it_is_configured(
    tmp_path: Path, text: str, *, has_one: bool
) -> None:
    desk = open_desk(settings_of(text, tmp_path))
    assert (desk.pec is not None) is has_one
    if_any = [(one.address, one.mailbox) for one in (desk.pec,) if one]
    assert if_any == [("studio@pec.test", "certified")] * has_one
    assert all(isinstance(one, PecChannel) for one in desk.channels)
    desk.ledger.close()
