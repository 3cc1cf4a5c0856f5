"""Nothing leaves while something lies there that nobody has looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from agent.channels.channel import Envelope
from agent.inbox.drop_folder import DropFolder
from agent.model.invoice import Instalment, Invoice, Party
from agent.model.money import Money
from agent.steps import import_invoices, rounds
from agent.steps.act import cases, invoicing
from agent.steps.deliver import deliver
from agent.steps.desk import Desk
from agent.steps.each import nothing, transaction
from tests.desks import open_desk
from tests.fakes import FakeChannel
from tests.steps import given

DUE = date(2026, 9, 1)


@dataclass
class Slow(FakeChannel):
    """A server at which something happens while it thinks about an address."""

    meanwhile: Callable[[], object] = field(default=nothing)

    def offer(self, envelope: Envelope) -> None:
        super().offer(envelope)
        if envelope.recipient == "anna@client.test":
            self.meanwhile()


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def desk(tmp_path: Path, slow: Slow) -> Desk:
    desk = given.live(open_desk())
    return replace(
        desk,
        channel=slow,
        intake=replace(desk.intake, folder=tmp_path, settle_seconds=0),
        sending=replace(desk.sending, answers="auto"),
    )


def dropped(desk: Desk, folder: Path) -> None:
    paid = given.statement(desk.clock.today(), 10_000, "Alfa Srl fattura 1/2026")
    (folder / "estratto.csv").write_bytes(paid)


def doubtful_credit_note(desk: Desk) -> None:
    amount = Money(-9_000)
    note = Invoice(
        number="NC1",
        issued_on=date(2026, 8, 1),
        kind="credit_note",
        total=amount,
        instalments=(Instalment(DUE, amount),),
        buyer=Party(name="Alfa Srl", email="anna@client.test"),
        needs_review=True,
        remarks=("a line could not be read",),
    )
    with transaction(desk) as tx:
        import_invoices.record(desk, tx, note, "NC1.xml", "")


def test_a_statement_dropped_a_moment_before_stops_the_letter(
    desk: Desk, tmp_path: Path
) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.pass_time(desk, minutes=desk.sending.undo_minutes + 1)
    dropped(desk, tmp_path)
    assert "estratto.csv lies in the drop folder" in next(deliver(desk)).because
    rounds.run_round(desk)
    assert given.recipients(desk) == []


def test_a_credit_note_confirmed_while_a_letter_is_offered_takes_it_back(
    desk: Desk, slow: Slow
) -> None:
    doubtful_credit_note(desk)
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    slow.meanwhile = lambda: invoicing.confirm(desk, "carla", "NC1", None)
    given.send_all(desk)
    assert given.recipients(desk) == []
    assert "letter.withdrawn" in given.happened(desk)


def test_a_promise_taken_back_while_its_answer_is_offered_takes_that_back(
    desk: Desk, slow: Slow
) -> None:
    given.invoice(desk, "1/2026", DUE)
    until = date(2026, 9, 20)
    cases.promise(desk, "carla", desk.clock.today(), until, "ok", customer="Alfa")
    slow.meanwhile = lambda: cases.unpromise(desk, "carla", customer="Alfa")
    given.send_all(desk)
    assert given.recipients(desk) == []
    assert "letter.withdrawn" in given.happened(desk)


def test_a_dispute_resolved_while_its_answer_is_offered_takes_that_back(
    desk: Desk, slow: Slow
) -> None:
    given.invoice(desk, "1/2026", DUE)
    cases.dispute(desk, "carla", "1/2026", "no", "")
    slow.meanwhile = lambda: cases.resolve(desk, "carla", "1/2026", "he was right")
    given.send_all(desk)
    assert given.recipients(desk) == []
    assert "letter.withdrawn" in given.happened(desk)


def test_an_office_that_closes_while_a_letter_is_offered_keeps_it_for_tomorrow(
    desk: Desk, slow: Slow
) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    slow.meanwhile = lambda: given.pass_time(desk, hours=9)
    given.send_all(desk)
    assert given.recipients(desk) == []
    slow.meanwhile = nothing
    given.pass_time(desk, hours=16)
    rounds.run_round(desk)
    assert given.recipients(desk) == ["anna@client.test"]


def test_a_statement_dropped_while_a_letter_is_offered_stops_it(
    desk: Desk, slow: Slow, tmp_path: Path
) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    slow.meanwhile = lambda: dropped(desk, tmp_path)
    given.send_all(desk)
    rounds.run_round(desk)
    assert given.recipients(desk) == []


def test_the_drop_folder_is_never_looked_into_inside_a_transaction(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    held: list[sa.Connection] = []
    looks: list[int] = []
    lying = DropFolder.lying

    def look(folder: DropFolder) -> tuple[str, ...]:
        looks.append(len(held))
        return lying(folder)

    engine = desk.ledger.engine
    sa.event.listen(engine, "begin", held.append)
    sa.event.listen(engine, "commit", held.remove)
    sa.event.listen(engine, "rollback", held.remove)
    monkeypatch.setattr(DropFolder, "lying", look)
    given.send_all(desk)
    assert given.recipients(desk) == ["anna@client.test"]
    assert len(looks) >= 3
    assert not any(looks)
