"""The doctor looks at everything, names each fault with its cure, and never falls ill."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from agent.channels.email import EmailChannel
from agent.channels.smtp_login import Capabilities, SmtpLogin
from agent.dunning.charges import LateTerms
from agent.dunning.rates import Rate, Tables
from agent.errors import TryLater
from agent.inbox.source import Folder
from agent.ledger import firms
from agent.letters import templates
from agent.steps import rounds
from agent.steps.act import letters
from agent.steps.desk import Desk
from agent.steps.doctor import Check, doctor, worst
from agent.steps.each import transaction
from agent.steps.summarise import summarise
from tests.desks import open_desk, open_ledger
from tests.fakes import FakeMailbox
from tests.steps import given


class Probed(EmailChannel):
    """A way out that answers what it is told to, without a server."""

    found = Capabilities(
        dsn=True, size=0, starttls=True, logins=("plain",), certificate_until=None
    )

    def probe(self) -> Capabilities:
        return self.found

    def takes(self, _envelope: object) -> bool:
        return True


@pytest.fixture
def way_out() -> Iterator[Probed]:
    channel = Probed(SmtpLogin("smtp.firm.test", "office", lambda: "secret"))
    yield channel
    channel.close()


def checks(desk: Desk) -> dict[str, Check]:
    return {check.name: check for check in doctor(desk)}


def test_all_well_is_said_in_plain_words(desk: Desk, way_out: Probed) -> None:
    given.money(desk, 100, "x")
    rounds.run_round(desk)
    summarise(desk)
    well = replace(desk, channel=way_out)
    found = list(doctor(well))
    assert {check.state for check in found} == {"ok"}
    assert worst(found) == 0


def test_doubts_about_the_configuration_come_first(desk: Desk) -> None:
    doubt = Check("configuration", "warning", "[smtp] has no ca_file", "name one")
    assert list(doctor(desk, [doubt]))[1] == doubt


def test_a_fresh_desk_is_told_what_is_missing() -> None:
    desk = open_desk()
    bare = replace(desk, sources=(), channel=None, summary=replace(desk.summary, to=()))
    found = checks(bare)
    faults = {name for name, check in found.items() if check.state == "fault"}
    assert faults == {"mailbox", "way out", "summary"}
    assert found["bank"].state == found["sending"].state == "warning"
    assert worst(list(found.values())) == 1


def test_a_mailbox_that_cannot_be_opened_costs_only_itself(desk: Desk) -> None:
    broken = FakeMailbox(desk.clock, "boss", broken=TryLater("imap.firm.test is away"))
    found = checks(replace(desk, sources=(broken, *desk.sources)))
    assert found["mailbox boss"].state == "fault"
    assert "check host and port" in found["mailbox boss"].cure
    assert found["mailbox office"].state == "ok"


@pytest.mark.parametrize(
    ("fault", "cure"),
    [
        ("imap.firm.test:993 refuses user or password: no", "app password"),
        (
            "imap.firm.test:993 shows a certificate that cannot be trusted",
            "host must be",
        ),
        ("smtp.firm.test:465 offers no login by user and password", "another way"),
        ("ca_file x cannot be used: no such file", "leave ca_file out"),
        ("smtp.credential: /x cannot be read: No such file", "put the file there"),
        ("smtp.password_env: the variable P is empty; expected", "first line"),
        ("smtp.password_command: the command gave no password: x", "by hand"),
        ("imap.firm.test:993 cannot be reached (unknown)", "host and port"),
    ],
)
def test_each_fault_of_a_login_has_a_cure_of_its_own(
    fault: str, cure: str, desk: Desk
) -> None:
    broken = FakeMailbox(desk.clock, "boss", broken=TryLater(fault))
    found = checks(replace(desk, sources=(broken,)))
    assert cure in found["mailbox boss"].cure


def test_a_ledger_that_is_not_there_yet_is_no_fault(desk: Desk, tmp_path: Path) -> None:
    (found,) = _ledger(desk, tmp_path / "new.db")
    assert (found.state, found.cure) == ("ok", "")
    assert "is not there yet" in found.meaning


def test_a_ledger_that_could_not_be_made_is_a_fault(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (found,) = _ledger(desk, tmp_path / "none" / "new.db")
    assert (found.state, found.cure) == ("fault", f"mkdir -p {tmp_path / 'none'}")
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    (found,) = _ledger(desk, tmp_path / "new.db")
    assert found.state == "fault"
    assert "cannot be written" in found.meaning


def _ledger(desk: Desk, missing: Path) -> list[Check]:
    return [one for one in doctor(desk, (), missing) if one.name == "ledger"]


def test_a_mailbox_without_sent_and_without_news_is_a_warning(desk: Desk) -> None:
    class Poor(FakeMailbox):
        def folders(self) -> tuple[Folder, ...]:
            return (Folder("INBOX", "inbox"),)

        def can_idle(self) -> bool:
            return False

    poor = replace(desk, sources=(Poor(desk.clock),))
    meanings = [
        check.meaning for check in doctor(poor) if check.name == "mailbox office"
    ]
    assert len(meanings) == 3
    assert worst(list(doctor(poor))) == 1


def test_a_strict_provider_is_named_with_what_is_lost(
    desk: Desk, way_out: Probed
) -> None:
    soon = desk.clock.now() + timedelta(days=3)
    way_out.found = Capabilities(
        dsn=False, size=0, starttls=True, logins=(), certificate_until=soon
    )
    with transaction(desk) as tx:
        firms.set_switch(tx, "plus_detail", "no", "asked")
    found = [
        check
        for check in doctor(replace(desk, channel=way_out))
        if check.name in ("way out", "+detail")
    ]
    assert [check.state for check in found] == ["ok", "warning", "warning", "warning"]
    assert worst(found) == 0


def test_a_look_that_fails_unexpectedly_costs_only_itself(
    desk: Desk, way_out: Probed
) -> None:
    way_out.found = None  # type: ignore[assignment]
    found = checks(replace(desk, channel=way_out))
    assert "unexpected fault" in found["way out"].meaning
    assert found["letters"].state == "ok"


def test_the_drop_folder_must_be_there(desk: Desk, tmp_path: Path) -> None:
    with_folder = replace(desk, intake=replace(desk.intake, folder=tmp_path))
    assert checks(with_folder)["drop folder"].state == "ok"
    shutil.rmtree(tmp_path)
    assert "mkdir" in checks(with_folder)["drop folder"].cure


def test_what_stands_still_or_lies_aside_is_named(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "odd.txt").write_text("remember the milk")
    from agent.steps import intake

    intake.take_paths(desk, [tmp_path / "odd.txt"])
    rounds.mailbox_stands_still(desk, "office", "imap.firm.test is away")
    found = checks(desk)
    assert found["quarantine"].state == "warning"
    assert found["mailbox:office"].state == "fault"


def test_a_stop_that_a_person_ordered_is_no_fault(desk: Desk) -> None:
    letters.stop_all(desk, "carla", "ferie", date(2026, 12, 31))

    found = checks(desk)["all letters"]

    assert (found.state, found.cure) == ("warning", "`sollecito resume` ends that")
    assert found.meaning == "carla stopped them until 2026-12-31: ferie"


def test_a_folder_of_templates_that_is_not_there_is_told_with_its_cure(
    desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "templates"
    found = checks(replace(desk, templates=templates.load(folder)))["letters"]
    assert (found.state, found.cure) == ("warning", f"mkdir -p {folder}")


def test_a_template_that_writes_badly_is_a_fault(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "it").mkdir()
    (tmp_path / "it" / "first.txt.j2").write_text("Subject: x\n\n{{ nothing_known }}")
    own = replace(desk, templates=templates.load(tmp_path))
    assert checks(own)["letters"].state == "fault"


def test_the_disk_of_a_ledger_in_a_file_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk(open_ledger(f"sqlite:///{tmp_path}/ledger.db"))
    assert checks(desk)["disk"].state == "ok"
    full = shutil.disk_usage(tmp_path)._replace(free=1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: full)
    assert checks(desk)["disk"].state == "fault"


def test_a_log_somebody_changed_is_a_fault(desk: Desk) -> None:
    from agent.ledger import tables

    given.invoice(desk, "1/2026", date(2026, 9, 1))
    with transaction(desk) as tx:
        tx.update(tables.events, tables.events.c.seq == 1, what="sending.stopped")
    assert checks(desk)["log"].state == "fault"


def test_an_account_whose_statements_are_late_is_named(desk: Desk) -> None:
    late = replace(desk, intake=replace(desk.intake, accounts=("IT00TEST",)))
    given.money(late, 100)
    assert checks(late)["bank"].state == "ok"
    given.pass_time(late, days=20)
    found = checks(late)["bank"]
    assert found.state == "warning"
    assert "account IT00TEST goes to 2026-09-07: letters wait" in found.meaning


@pytest.mark.parametrize(("until", "state"), [(2026, "ok"), (2025, "warning")])
def test_a_rate_of_interest_that_is_missing_is_told(until: int, state: str) -> None:
    rates = (Rate(date(2020, 1, 1), date(until, 12, 31), Decimal(8), "invented"),)
    desk = replace(open_desk(), late=LateTerms(Tables(rates), "claim"))

    (found,) = (one for one in doctor(desk) if one.name == "interest")

    assert found.state == state
    assert ("no rate of interest is known" in found.meaning) is (state == "warning")
