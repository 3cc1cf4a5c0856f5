"""Obeying: the owner answers the summary, and each order is carried out once."""

from __future__ import annotations

from datetime import date

import pytest

from agent.ledger import calls, outbox, payments, promises
from agent.steps import rounds
from agent.steps.calling import ask_call
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from tests.steps import given, owner

DUE = date(2026, 9, 1)


@pytest.fixture
def desk() -> Desk:
    return owner.open_office()


def states(desk: Desk) -> list[str]:
    """Give how far each letter to customers has come."""
    with picture(desk) as tx:
        return [one.state for one in outbox.listed(tx) if one.customer_id]


def proposed(desk: Desk) -> bytes:
    """Let a letter wait for approval, and the summary say so."""
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    return owner.summary(desk)


def to_call(desk: Desk) -> bytes:
    given.invoice(desk, "1/2026", DUE, email="")
    customer = given.the_customer(desk)
    with transaction(desk) as tx:
        ask_call(tx, customer.id, "hand", "to be called", desk.clock.today())
    return owner.summary(desk)


def test_an_ok_approves_the_letter_and_is_confirmed(desk: Desk) -> None:
    told = proposed(desk)
    no = owner.number_of(told, "Primo sollecito")

    said = owner.answer(desk, told, f"{no} ok")

    assert states(desk) == ["approved"]
    assert "«" + f"{no} ok»" in said
    assert "parte tra 10 minuti" in said
    assert "annulla 1" in said


def test_an_order_names_who_gave_it(desk: Desk) -> None:
    owner.answer(desk, told := proposed(desk), f"{owner.number_of(told, 'Primo')} ok")

    (approved,) = [e for e in given.history(desk) if e.what == "letter.approved"]
    assert approved.actor == "boss"


def test_a_tap_on_the_summary_is_an_order(desk: Desk) -> None:
    told = proposed(desk)
    no = owner.number_of(told, "Primo sollecito")

    owner.sends(desk, owner.offers(told)[f"{no} ok"])

    assert states(desk) == ["approved"]


def test_a_mail_that_comes_twice_is_obeyed_once(desk: Desk) -> None:
    told = proposed(desk)
    order = owner.offers(told)[f"{owner.number_of(told, 'Primo')} ok"]
    owner.sends(desk, order)

    assert owner.sends(desk, order) == ""
    assert given.happened(desk).count("order.obeyed") == 1


def test_an_undo_takes_the_approval_back(desk: Desk) -> None:
    told = proposed(desk)
    owner.answer(desk, told, f"{owner.number_of(told, 'Primo')} ok")

    said = owner.answer(desk, owner.mails(desk)[-1], "annulla 1")

    assert states(desk) == ["proposed"]
    assert given.standing_holds(desk) == []
    assert "Annullato" in said


def test_what_waits_is_quiet_until_the_day(desk: Desk) -> None:
    told = proposed(desk)

    owner.answer(desk, told, f"{owner.number_of(told, 'Primo')} aspetta 10 giorni")

    assert states(desk) == ["withdrawn"]
    assert given.standing_holds(desk) == [("hand", date(2026, 9, 17))]


def test_a_customer_is_paused_by_name_and_resumed_by_an_undo(desk: Desk) -> None:
    told = proposed(desk)
    owner.answer(desk, told, "Alfa in pausa fino al 15/12")
    assert given.standing_holds(desk) == [("hand", date(2026, 12, 15))]

    owner.answer(desk, owner.mails(desk)[-1], "annulla 1")

    assert given.standing_holds(desk) == []


def test_a_call_with_a_promise_is_noted_and_reminders_wait(desk: Desk) -> None:
    told = to_call(desk)

    said = owner.answer(desk, told, "1 chiamato: paga venerdì")

    assert "paga entro l’11\xa0settembre" in said
    with picture(desk) as tx:
        assert [one.until for one in promises.in_state(tx, "open")] == [
            date(2026, 9, 11)
        ]
        assert calls.listed(tx) == ()


def test_a_call_noted_by_mistake_is_to_be_made_again(desk: Desk) -> None:
    owner.answer(desk, to_call(desk), "1 chiamato: paga venerdì")

    owner.answer(desk, owner.mails(desk)[-1], "1 annulla")

    with picture(desk) as tx:
        assert len(calls.listed(tx)) == 1
        assert promises.in_state(tx, "open") == ()
    assert given.standing_holds(desk) == []


def test_money_that_came_another_way_is_entered_and_taken_back(desk: Desk) -> None:
    told = proposed(desk)

    said = owner.answer(
        desk, told, f"{owner.number_of(told, 'Primo')} pagato in contanti"
    )

    assert "Registrati 100,00\xa0€ in contanti per 1/2026" in said
    owner.answer(desk, owner.mails(desk)[-1], "annulla 1")
    with picture(desk) as tx:
        assert [one.state for one in payments.latest(tx, 9)] == ["undone"]


def test_a_transfer_is_never_entered_by_mail(desk: Desk) -> None:
    told = proposed(desk)

    said = owner.answer(desk, told, "1/2026 pagata con bonifico")

    assert "estratto conto" in said
    with picture(desk) as tx:
        assert payments.latest(tx, 9) == ()


def test_a_why_is_answered(desk: Desk) -> None:
    said = owner.answer(desk, proposed(desk), "perché 1/2026?")

    assert "1/2026" in said
    assert "perché 1/2026?" in said


@pytest.mark.parametrize("words", ["1 boh", "99 ok", "ok", "1 paga", "1 ok\n1 no"])
def test_what_is_not_clear_is_asked_back_and_nothing_is_done(
    desk: Desk, words: str
) -> None:
    said = owner.answer(desk, proposed(desk), words)

    assert "DA CHIARIRE" in said
    assert states(desk) == ["proposed"]
    assert given.standing_holds(desk) == []


def test_thanks_are_not_answered(desk: Desk) -> None:
    assert owner.answer(desk, proposed(desk), "Grazie!") == ""


def test_quoted_lines_of_the_summary_are_no_orders(desk: Desk) -> None:
    told = proposed(desk)
    quoted = "\n".join(f"> {line}" for line in owner.text_of(told).split("\n"))

    assert (
        owner.answer(
            desk, told, f"Grazie, guardo dopo.\n\nIl 7 set 2026 ha scritto:\n{quoted}"
        ).count("DA CHIARIRE")
        <= 1
    )
    assert owner.answer(desk, told, owner.text_of(told)) == ""
    assert states(desk) == ["proposed"]


def test_a_quotation_without_marks_and_broken_anew_is_no_order(desk: Desk) -> None:
    told = proposed(desk)
    no = owner.number_of(told, "Primo sollecito")
    wide = owner.text_of(told).replace("\n  ", " ")

    said = owner.answer(desk, told, f"{no} aspetta 7 giorni\n\n{wide}")

    assert states(desk) == ["withdrawn"]
    assert said.count("«") == 3  # his order, and the two examples at the foot


def test_a_phones_signature_is_no_order(desk: Desk) -> None:
    told = proposed(desk)
    no = owner.number_of(told, "Primo sollecito")

    said = owner.answer(desk, told, f"{no} ok\n\nInviato da iPhone")

    assert "CHIARIRE" not in said
    assert states(desk) == ["approved"]


# -- whose it is -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sender", "proof"),
    [
        (owner.BOSS, owner.FAILED),
        ("thief@evil.test", "mx.firm.test; dmarc=pass header.from=evil.test"),
        ("anna@client.test", "mx.firm.test; dmarc=pass header.from=client.test"),
    ],
)
def test_a_forged_order_is_not_obeyed_and_told_in_the_next_summary(
    desk: Desk, sender: str, proof: str
) -> None:
    told = proposed(desk)

    assert owner.answer(desk, told, "1 ok", sender=sender, proof=proof) == ""

    assert states(desk) == ["proposed"]
    given.pass_time(desk, days=1)
    assert "non è stato eseguito" in owner.text_of(owner.summary(desk)).replace(
        "\n  ", " "
    )


def test_without_a_token_an_own_mail_is_no_order(desk: Desk) -> None:
    proposed(desk)
    mail = given.mail(owner.BOSS, "1 ok", "1 ok", Authentication_Results=owner.VOUCHED)

    assert owner.sends(desk, mail) == ""
    assert states(desk) == ["proposed"]


def test_where_no_server_vouches_a_yes_is_asked_for_first(desk: Desk) -> None:
    told = proposed(desk)

    said = owner.answer(desk, told, "1 ok", proof="")
    assert "Rispondi sì" in owner.mails(desk)[-1].decode() or "sì" in said
    assert states(desk) == ["proposed"]

    owner.answer(desk, owner.mails(desk)[-1], "sì", proof="")
    assert states(desk) == ["approved"]


def test_a_no_to_the_question_drops_the_order(desk: Desk) -> None:
    owner.answer(desk, proposed(desk), "1 ok", proof="")

    assert owner.answer(desk, owner.mails(desk)[-1], "no", proof="") == ""
    assert states(desk) == ["proposed"]


def test_a_yes_from_another_address_confirms_nothing(desk: Desk) -> None:
    owner.answer(desk, proposed(desk), "1 ok", proof="")

    owner.answer(desk, owner.mails(desk)[-1], "sì", proof="", sender="thief@evil.test")

    assert states(desk) == ["proposed"]
