"""The judge of a letter, at the moment it leaves, by what is true in the world."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.desks import ROME
from tests.steps.simulated.world import Left, World, after, is_office


def of_letter(world: World, letter: Left) -> Iterator[str]:
    """Say what is wrong with a letter that leaves now."""
    yield from _of_money(world, letter)
    yield from _of_words(world, letter)
    yield from of_pressure(world, letter.customer, letter.day)
    if not is_office(letter.at, letter.customer):
        yield "it leaves outside office hours"
    if world.is_paused:
        yield "sending is stopped"
    if letter.token in {one.token for one in world.left}:
        yield "it went out before"
    if letter.recipient in world.dead and not _paid_since(world, letter):
        yield f"{letter.recipient} does not exist, and we were told"


def _paid_since(world: World, letter: Left) -> bool:
    """Tell whether he paid after the letter that came back: he had read it."""
    left_on = world.dead[letter.recipient]
    return left_on is not None and any(
        one.shown_at and one.booked_on >= left_on for one in world.sent(letter.customer)
    )


def _of_money(world: World, letter: Left) -> Iterator[str]:
    if not letter.asked:
        yield "it asks for nothing that can be read"
    for number, cents in {**letter.asked, **letter.to_come}.items():
        least, most = world.open(number, all_shown=True), world.open(number)
        if world.debts[number].customer != letter.customer:
            yield f"{number} is another's"
        if not max(1, least) <= cents <= most:
            yield f"{number}: {most} cents are open, it says {cents}"


def _of_words(world: World, letter: Left) -> Iterator[str]:
    who, day = letter.customer, letter.day
    for words in world.words:
        if words.customer != who or world.is_freed(who, words.at):
            continue
        read_on = words.at.astimezone(ROME).date()
        paid = any(one.shown_at and one.shown_at > words.at for one in world.sent(who))
        if words.needs_person or (not paid and day <= after(read_on, 2)):
            yield f"he wrote on {read_on} and nobody answered"
    if day <= world.quiet.get(who, date.min):
        yield "one of us asked for quiet"
    for number in letter.asked:
        if number in world.disputed:
            yield f"{number} is contested"
        word = world.word.get(number)
        if word and word.until >= day and not world.is_freed(who, word.at):
            yield f"{number} is promised by {word.until}"


def of_pressure(world: World, who: int, day: date) -> Iterator[str]:
    """Say why a customer may not hear from us on a day."""
    before = world.contacts(who)
    if any((day - one).days < 7 for one in before):
        yield f"it comes within a week of {before[-1]}"
    if sum((day - one).days < 30 for one in before) >= 3:
        yield "it is the fourth contact within thirty days"
