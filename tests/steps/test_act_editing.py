"""What a person says of a customer is taken only if it can be used."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from agent.errors import Refused
from agent.steps import rounds
from agent.steps.act import editing
from agent.steps.act.editing import Changes
from agent.steps.desk import Desk
from tests.steps import given

DUE = date(2026, 9, 1)


@pytest.fixture
def owing(desk: Desk) -> Desk:
    given.invoice(desk, "1/2026", DUE)
    return desk


@pytest.mark.parametrize(
    ("address", "match"),
    [
        ("nowhere", "not an address"),
        ("a b@c.test", "not an address"),
        ("é@client.test", "not an address"),
        ("anna@client", "its end is missing"),
        ("Office@firm.test", "our own address"),
    ],
)
def test_what_is_no_address_of_his_is_not_taken(
    owing: Desk, address: str, match: str
) -> None:
    with pytest.raises(Refused, match=match):
        editing.edit(owing, "carla", "1", {}, add_email=address)
    assert given.the_customer(owing).write_to == "anna@client.test"


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"name": " "}, "has a name"),
        ({"country": "ZZ"}, "is no country"),
        ({"country": "Italia"}, "is no country"),
        ({"region": "Atlantis"}, "no holidays are known for 'Atlantis' in IT"),
        ({"country": "FR", "region": "MI"}, "'MI' in FR"),
        ({"language": "pt"}, "no letters in 'pt'; there are in de, en, es, fr, it"),
        ({"procedure": "harsh"}, "no procedure 'harsh'; there are gentle"),
        ({"phone": "none"}, "no number that can be called"),
    ],
)
def test_what_cannot_be_used_is_refused_whole(
    owing: Desk, changes: Changes, match: str
) -> None:
    before = given.the_customer(owing)
    with pytest.raises(Refused, match=match):
        editing.edit(owing, "carla", "1", {**changes, "group": "x"})
    assert given.the_customer(owing) == before


def test_a_group_is_one_that_the_configuration_knows(owing: Desk) -> None:
    with pytest.raises(Refused, match="no group 'amici'; the configuration names none"):
        editing.edit(owing, "carla", "1", {"group": "amici"})
    groups = {"town_halls": "gentle", "friends": "gentle"}
    known = replace(owing, rules=replace(owing.rules, groups=groups))

    with pytest.raises(Refused, match="'amici'; there are friends, town_halls"):
        editing.edit(known, "carla", "1", {"group": "amici"})

    assert editing.edit(known, "carla", "1", {"group": "friends"}).group == "friends"
    assert editing.edit(known, "carla", "1", {"group": ""}).group == ""


def test_what_can_be_used_is_kept_as_it_is_meant(owing: Desk) -> None:
    changes: Changes = {"country": "it", "region": "Milano", "language": "en"}
    changed = editing.edit(owing, "carla", "1", {**changes, "phone": " 02 1 "})
    assert (changed.country, changed.region) == ("IT", "Milano")
    assert (changed.language, changed.phone) == ("en", "02 1")
    cleared = editing.edit(owing, "carla", "1", {"region": "", "phone": ""})
    assert (cleared.region, cleared.phone) == ("", "")


def test_a_customer_renamed_is_known_by_his_new_name(owing: Desk) -> None:
    editing.edit(owing, "carla", "1", {"name": "Omega Spa"})
    given.invoice(owing, "2/2026", DUE, name="OMEGA S.P.A.", email="")
    given.money(owing, 10_000, "fattura 1/2026", "Omega S.p.A.")
    rounds.run_round(owing)
    assert given.the_customer(owing, "Omega Spa").no == 1


def test_a_letter_not_yet_gone_is_written_anew_in_his_language(owing: Desk) -> None:
    rounds.run_round(owing)
    editing.edit(owing, "carla", "1", {"language": "en"})
    rounds.run_round(owing)
    given.send_all(owing)
    ((_, raw),) = given.channel(owing).taken
    assert b"Content-Language: en" in raw or b"Dear" in raw
