"""What the firm's own people do: they decide, phone, and know what is true."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from agent.errors import Refused, SollecitoError
from agent.ledger import calls, customers, holds, outbox, payments
from agent.ledger.calls import CallTask
from agent.model.payment import Payment
from agent.steps import read_mail
from agent.steps.act import cases as acts
from agent.steps.act import editing, letters, money, phoning
from agent.steps.each import picture
from agent.steps.in_question import in_question, is_asked
from tests.steps import given
from tests.steps.simulated.firm import CUSTOMERS, Firm, name
from tests.steps.simulated.world import Transfer, Word

BY = "carla"


def colleague_writes(firm: Firm) -> None:
    """Write to a customer from the mail program."""
    who = firm.chance.randrange(CUSTOMERS)
    mail = given.mail(
        "office@firm.test",
        f"Cantiere {firm.number()}",
        "Ci sentiamo domani?",
        to=f"c{who}@client.test",
    )
    firm.arrives(mail, lambda: firm.world.colleagues.add(who), folder="Sent")


def decides(firm: Firm) -> None:
    """Decide something of one's own accord; what is refused changes nothing."""
    choices = (_hold, _promise, _dispute, _resolve, _undo, _refuse)
    with suppress(SollecitoError):
        firm.chance.choice(choices)(firm)


def _hold(firm: Firm) -> None:
    who = firm.chance.randrange(CUSTOMERS)
    until = firm.today + timedelta(days=firm.chance.randrange(1, 9))
    acts.hold(firm.desk, BY, "wait", until, customer=name(who))
    firm.world.by_person.add(who)
    firm.world.quiet[who] = max(until, firm.world.quiet.get(who, until))


def _promise(firm: Firm) -> None:
    debt = firm.chance.choice(list(firm.world.debts.values()))
    until = firm.today + timedelta(days=firm.chance.randrange(1, 9))
    acts.promise(firm.desk, BY, firm.today, until, "soon", invoice=debt.number)
    firm.world.by_person.add(debt.customer)
    numbers = (debt.number,) if debt.due_on <= until else ()
    firm.world.word[debt.number] = Word(debt.customer, firm.now, until, numbers)


def _dispute(firm: Firm) -> None:
    debt = firm.chance.choice(list(firm.world.debts.values()))
    acts.dispute(firm.desk, BY, debt.number, "wrong", "")
    firm.world.by_person.add(debt.customer)
    firm.world.disputed.add(debt.number)


def _resolve(firm: Firm) -> None:
    for number in sorted(firm.world.disputed):
        acts.resolve(firm.desk, BY, number, "it was right")
        firm.world.disputed.remove(number)


def _undo(firm: Firm) -> None:
    with picture(firm.desk) as tx:
        last = payments.latest(tx, 3)
    if last:
        money.undo(firm.desk, BY, firm.chance.choice(last).no)
        firm.world.was_undone = True


def _refuse(firm: Firm) -> None:
    with picture(firm.desk) as tx:
        waiting = outbox.in_state(tx, "approved", "ready")
    if waiting:
        until = firm.today + timedelta(days=2)
        letter = firm.chance.choice(waiting)
        letters.refuse(firm.desk, BY, letter.letter_no, "not now", until)
        who = firm.ids()[letter.customer_id]
        firm.world.by_person.add(who)
        firm.world.quiet[who] = max(until, firm.world.quiet.get(who, until))


def stops_or_resumes(firm: Firm) -> None:
    """Stop everything for a while, or let it go on."""
    if firm.world.is_paused:
        letters.resume_all(firm.desk, BY)
    elif firm.chance.random() < 0.2:
        letters.stop_all(firm.desk, BY, "stock-taking")
        firm.world.is_paused = True
        return
    firm.world.is_paused = False


def works(firm: Firm) -> None:
    """Answer all that waits for an answer, as twice a week a careful person does."""
    read_mail.read(firm.desk)
    answers_about_letters(firm)
    answers_about_money(firm)
    ids = firm.ids()
    with picture(firm.desk) as tx:
        waiting = calls.listed(tx)
        held = {ids[hold.customer_id] for hold in holds.standing(tx)}
    for call in waiting:
        _phone(firm, call, ids[call.customer_id])
    for who in sorted(held):
        if firm.chance.random() < 0.8:
            acts.release(firm.desk, BY, "spoken with him", customer=name(who))
            _is_free(firm, who)


def _is_free(firm: Firm, who: int) -> None:
    """Note that a customer was released."""
    firm.world.freed[who] = firm.now
    firm.world.quiet.pop(who, None)


def answers_about_letters(firm: Firm) -> None:
    """Answer letters of unknown fate by what the server really did."""
    taken = {envelope.token for envelope, _ in firm.channel.taken}
    with picture(firm.desk) as tx:
        asked = outbox.in_state(tx, "uncertain")
    for letter in asked:
        if letter.token in taken:
            letters.it_left(firm.desk, BY, letter.letter_no)
        else:
            with suppress(Refused):  # it no longer fits: then it is written anew
                letters.send_again(firm.desk, BY, letter.letter_no)


def answers_about_money(firm: Firm) -> None:
    """Say whose money is, as its payer meant it."""
    with picture(firm.desk) as tx:
        asked = in_question(tx)
    for payment in asked:
        with picture(firm.desk) as tx:
            fresh = payments.get(tx, payment.id)
            is_open = is_asked(tx, fresh)
        if is_open and fresh.free.cents:
            _answer(firm, fresh)


def _answer(firm: Firm, payment: Payment) -> None:
    transfer = _transfer_of(firm, payment)
    transfer.known_at = firm.now
    twins = [
        one
        for one in firm.world.sent(transfer.customer)
        if one.cents == transfer.cents and one is not transfer
    ]
    try:
        if transfer.parts:
            money.allocate(firm.desk, BY, payment.no, list(transfer.parts))
            return
    except Refused as error:
        if not twins:  # else the other one stands where this one belongs
            firm.say(f"payment {payment.no} cannot be put where it belongs: {error}")
            return
    money.not_ours(firm.desk, BY, payment.no, "it goes back")


def _transfer_of(firm: Firm, payment: Payment) -> Transfer:
    alike = [
        one
        for one in firm.world.transfers
        if (one.cents, one.booked_on) == (payment.amount.cents, payment.booked_on)
        and one.payer == payment.payer
    ]
    return next((one for one in alike if not one.known_at), alike[0])


def _phone(firm: Firm, call: CallTask, who: int) -> None:
    """Make a call; with a letter that came back, ask for another address."""
    outcomes = ("reached", "reached", "not_reached", "promise", "call_back")
    outcome = firm.chance.choice(outcomes)
    day = firm.today + timedelta(days=firm.chance.randrange(2, 6))
    try:
        phoning.call_done(firm.desk, BY, call.no, outcome, "", day)
    except Refused:
        return  # another call to him closed it
    if outcome == "not_reached":
        return
    firm.world.by_person.add(who)
    firm.world.reached[who].append(firm.today)
    if outcome == "promise":
        owed = tuple(d.number for d in firm.world.of(who) if d.due_on <= day)
        firm.world.word[who] = Word(who, firm.now, day, owed)
    with picture(firm.desk) as tx:
        (customer,) = customers.find(tx, name(who))
    if not customer.write_to:
        email = f"n{firm.number()}.c{who}@client.test"
        editing.edit(firm.desk, BY, name(who), {}, add_email=email)
