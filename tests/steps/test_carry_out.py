"""Every verb of the owner, by mail, and its way back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from agent.ledger import disputes, firms, invoices, outbox, payments
from agent.model.customer import Language
from agent.steps import rounds, stopping
from agent.steps.act import letters
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.obey import obey
from agent.steps.settle import settle
from agent.steps.watch import watch
from tests.steps import given, owner
from tests.steps.test_obey import proposed, states, to_call

DUE = date(2026, 9, 1)


@pytest.fixture
def desk() -> Desk:
    return owner.open_office()


def undo(desk: Desk) -> str:
    """Take the first order of the last answer back."""
    return owner.answer(desk, owner.mails(desk)[-1], "annulla 1")


def open_cents(desk: Desk) -> list[int]:
    with picture(desk) as tx:
        return [entry.open.cents for entry in invoices.listed(tx, only_open=False)]


def paid_by(desk: Desk) -> list[str]:
    """Give the numbers of the invoices that the only payment pays."""
    with picture(desk) as tx:
        (payment,) = payments.latest(tx, 9)
        parts = payments.allocations(tx, payment=payment.id)
        return [i.number for i in invoices.items(tx, [one.item_id for one in parts])]


def test_no_takes_the_letter_back_and_an_undo_lets_it_be_written_anew(
    desk: Desk,
) -> None:
    told = proposed(desk)
    owner.answer(desk, told, f"{owner.number_of(told, 'Primo')} no")
    assert states(desk) == ["withdrawn"]
    assert len(given.standing_holds(desk)) == 1

    assert "Annullato" in undo(desk)
    assert given.standing_holds(desk) == []


def test_an_approval_taken_back_meanwhile_makes_an_undo_no_refusal(
    desk: Desk,
) -> None:
    told = proposed(desk)
    owner.answer(desk, told, f"{owner.number_of(told, 'Primo')} ok")
    with picture(desk) as tx:
        (letter,) = [one for one in outbox.listed(tx) if one.customer_id]
    letters.unapprove(desk, "carla", letter.letter_no)

    assert "Non fatto" in undo(desk)
    assert states(desk) == ["proposed"]
    assert given.standing_holds(desk) == []


def test_one_ok_approves_all_letters_of_its_line(desk: Desk) -> None:
    given.invoice(desk, "2/2026", DUE, name="Beta Srl", email="b@beta.test")
    told = proposed(desk)

    owner.answer(desk, told, "1 ok")

    assert states(desk) == ["approved", "approved"]


def test_a_dispute_is_recorded_and_resolved(desk: Desk) -> None:
    owner.answer(desk, proposed(desk), "la 1/2026 è contestata: manca il collaudo")
    with picture(desk) as tx:
        assert [one.owner for one in disputes.listed(tx)] == ["boss"]

    undo(desk)
    with picture(desk) as tx:
        assert disputes.listed(tx) == ()


def test_a_debt_is_given_up_and_asked_for_again(desk: Desk) -> None:
    owner.answer(desk, proposed(desk), "stralcia la 1/2026")
    assert open_cents(desk) == [0]

    undo(desk)
    assert open_cents(desk) == [10_000]


@pytest.mark.parametrize(
    "words", ["abbuona 5 euro", "abbuona 2,50", "condona gli interessi", "abbuona 15"]
)
def test_a_part_is_never_given_up_as_all(desk: Desk, words: str) -> None:
    told = proposed(desk)
    no = owner.number_of(told, "Primo sollecito")

    said = owner.answer(desk, told, f"{no} {words}")

    assert open_cents(desk) == [10_000]
    assert re.search(r"[Nn]on (?:ho )?fatto", said)


def test_a_figure_behind_a_rebate_is_no_number_of_a_line(desk: Desk) -> None:
    told = proposed(desk)
    no = owner.number_of(told, "Primo sollecito")

    owner.answer(desk, told, f"abbuona {no}")

    assert open_cents(desk) == [10_000]


def test_all_letters_stop_and_go_on(desk: Desk) -> None:
    owner.answer(desk, proposed(desk), "ferma tutto")
    with picture(desk) as tx:
        assert firms.switch(tx, "paused")

    owner.answer(desk, owner.mails(desk)[-1], "riprendi tutto")
    with picture(desk) as tx:
        assert not firms.switch(tx, "paused")


def test_a_stop_of_a_named_period_says_its_end_and_ends_with_it(desk: Desk) -> None:
    said = owner.answer(desk, proposed(desk), "pausa tutto settembre")
    assert "fino al 30\u00a0settembre compreso" in said

    given.pass_time(desk, days=1)
    told = owner.text_of(owner.summary(desk)).replace("\n  ", " ")
    assert "Le ha fermate" in told
    assert "fino al 30\u00a0settembre compreso" in told

    given.pass_time(desk, days=24)
    watch(desk)
    with picture(desk) as tx:
        assert not firms.switch(tx, "paused")
    assert "sending.resumed" in given.happened(desk)


def test_what_is_wrong_with_us_is_not_over_with_a_persons_pause(desk: Desk) -> None:
    owner.answer(desk, proposed(desk), "pausa tutto settembre")
    with transaction(desk) as tx:
        stopping.stop(tx, stopping.SERVER, "refused", "refused")

    given.pass_time(desk, days=24)
    watch(desk)

    with picture(desk) as tx:
        assert firms.switch(tx, "paused")


def test_while_something_is_wrong_with_us_no_end_of_a_stop_is_promised(
    desk: Desk,
) -> None:
    with transaction(desk) as tx:
        stopping.stop(tx, stopping.SERVER, "refused", "refused")
    told = owner.answer(desk, proposed(desk), "pausa tutto settembre")

    assert "compreso" not in told
    assert "la nostra posta ha un guasto" in told


def test_what_is_wrong_with_us_outlives_an_end_set_to_a_stop_without_one(
    desk: Desk,
) -> None:
    owner.answer(desk, proposed(desk), "ferma tutto")
    with transaction(desk) as tx:
        stopping.stop(tx, stopping.SERVER, "refused", "refused")
    owner.answer(desk, owner.mails(desk)[-1], "pausa tutto settembre")

    given.pass_time(desk, days=24)
    watch(desk)

    with picture(desk) as tx:
        assert firms.switch(tx, "paused")
    assert stopping.SERVER in given.still(desk)


def test_a_stop_taken_back_ends_nothing_that_is_wrong_with_us(desk: Desk) -> None:
    told = proposed(desk)
    with transaction(desk) as tx:
        stopping.stop(tx, stopping.SERVER, "refused", "refused")
    owner.answer(desk, told, "pausa tutto settembre")

    assert "wrong with us" in undo(desk)
    with picture(desk) as tx:
        assert firms.switch(tx, "paused")


def test_a_resume_taken_back_ends_when_the_stop_would_have(desk: Desk) -> None:
    owner.answer(desk, proposed(desk), "pausa tutto settembre")
    owner.answer(desk, owner.mails(desk)[-1], "riprendi tutto")

    undo(desk)

    with picture(desk) as tx:
        stopped = firms.switched(tx, "paused")
    assert stopped is not None
    assert stopped.until == date(2026, 9, 30)


def test_a_note_is_kept(desk: Desk) -> None:
    said = owner.answer(desk, proposed(desk), "Alfa nota: parlare con il socio")

    assert "Annotato" in said
    assert "case.noted" in given.happened(desk)


def test_an_allocation_is_corrected_and_undone(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, name="Beta Srl", email="b@beta.test")
    given.money(desk, 10_000, "saldo fattura 1/2026", "Alfa Srl")
    settle(desk)
    assert paid_by(desk) == ["1/2026"]
    told = owner.summary(desk)

    no = owner.number_of(told, "Alfa")
    said = owner.answer(desk, told, f"{no} no, è Beta 2/2026")

    assert "è di Beta Srl, per 2/2026" in said
    assert paid_by(desk) == ["2/2026"]
    undo(desk)
    assert paid_by(desk) == []


def test_a_call_waits_and_is_due_again(desk: Desk) -> None:
    said = owner.answer(desk, to_call(desk), "1 aspetta 10 giorni")

    assert "La telefonata a Alfa Srl aspetta fino al 17\xa0settembre" in said
    assert "Annullato" in undo(desk)


def test_the_answer_speaks_as_the_summary_does(desk: Desk) -> None:
    desk = replace(desk, summary=replace(desk.summary, language="en"))
    told = proposed(desk)

    said = owner.answer(desk, told, f"{owner.number_of(told, 'First')} ok")

    assert "leaves in 10 minutes" in said
    assert "undo 1" in said


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_order_on_a_button_is_understood(desk: Desk, language: Language) -> None:
    desk = replace(desk, summary=replace(desk.summary, language=language))
    told = to_call(desk)

    taps = [owner.sends(desk, tap) for tap in owner.offers(told).values()]

    assert len(taps) == 4
    assert not any("capito" in said or "understand" in said for said in taps)
    assert "order.obeyed" in given.happened(desk)


def test_an_order_is_carried_out_once_though_the_program_stops_before_it_says_so(
    desk: Desk,
) -> None:
    told = proposed(desk)
    raw = given.mail(
        owner.BOSS,
        "Re",
        "la 1/2026 pagata in contanti 50 euro",
        answers=told,
        Authentication_Results=owner.VOUCHED,
    )
    given.mailbox(desk).deliver(raw)
    broken = replace(desk, templates=replace(desk.templates, summaries=()))

    assert rounds.run_round(broken).faults
    rounds.run_round(desk)
    obey(desk)

    assert open_cents(desk) == [5_000]
    assert len(owner.mails(desk)) == 2
