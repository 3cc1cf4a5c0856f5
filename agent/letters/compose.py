"""Compose: facts and a template become a letter, as text and as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from agent.errors import Unreadable
from agent.forms.html_text import as_text
from agent.letters import page
from agent.letters.filters import clean, money, series
from agent.letters.page import Draft
from agent.letters.qr import PayCode, pay_code
from agent.letters.templates import Templates, choose
from agent.letters.typography import typeset
from agent.model.invoice import OpenItem
from agent.model.letter import Composed, Facts
from agent.model.money import Money, total

_DAYS_TO_PAY = 7


@dataclass(frozen=True, slots=True)
class _Table:
    """What the table of items lists.

    Args:
        asked: The items the letter is about, by due date, at least one; with
            `credits` they are its total.
        later: Items not yet due, told and not asked for.
    """

    asked: tuple[OpenItem, ...]
    credits: tuple[OpenItem, ...]
    later: tuple[OpenItem, ...]


def compose(facts: Facts, templates: Templates) -> Composed:
    """Write the letter of a stage in the customer's language and form of address.

    Raises:
        Unreadable: The template fails or does not exist, or the totals are not
            the sum of the items: a wrong letter is not written.
    """
    return write(facts, templates)[1]


def write(facts: Facts, templates: Templates) -> tuple[Draft, Composed]:
    """Write a letter, and beside it its words alone, without tables.

    Raises:
        Unreadable: As `compose` does.
    """
    context = context_of(facts, templates)
    letter = _draft(context, templates)
    layout = {"subject": letter.subject, "blocks": letter.blocks}
    text = templates.render("letter.txt.j2", context | layout)
    asks = any(block.kind == "pay" for block in letter.blocks)
    code = _code(context, templates) if asks else None
    words = templates.words(_words_file(context), context, escape=True)
    drawn = layout | {"w": words, "pay_code": code}
    html = page.inline(templates.render("letter.html.j2", context | drawn))
    shown = (code.picture,) if code and f"cid:{code.picture.name}" in html else ()
    return letter, Composed(letter.subject, page.tidy(text), html, inline=shown)


def shown(letter: Composed) -> str:
    """Give all words of a letter that its reader may see, in either form."""
    seen = as_text(letter.html) if letter.html else ""
    return f"{letter.subject}\n{letter.text}\n\n{seen}"


def draft(facts: Facts, templates: Templates) -> Draft:
    """Write the words of a letter alone, without its tables.

    Raises:
        Unreadable: As `compose` does.
    """
    return _draft(context_of(facts, templates), templates)


def _code(context: Mapping[str, Any], templates: Templates) -> PayCode | None:
    """Draw what the pay block says: the same sum, account and reference."""
    reference = templates.render("_reference.j2", context).strip()
    return pay_code(context["firm"], context["totals"], reference)


def _draft(context: Mapping[str, object], templates: Templates) -> Draft:
    language = str(context["language"])
    name = f"{language}/{context['stage']}.txt.j2"
    return page.take_apart(typeset(templates.render(name, context), language), name)


def _words_file(context: Mapping[str, object]) -> str:
    return f"{context['language']}/_words.j2"


def context_of(given: Facts, templates: Templates) -> dict[str, object]:
    """Give all that a template of words may name.

    Raises:
        Unreadable: Nothing is to be written about, or the totals are not its sum.
    """
    facts = clean(given)
    totals = _totals(facts)
    table = _table(facts, totals)
    charges = facts.charges
    if charges and charges.is_claimed:
        totals = _positive(total([*totals, charges.sum]))
    language = choose(facts.customer.language, tuple(templates.letters))
    context: dict[str, object] = {
        "language": language,
        "stage": facts.stage.name,
        "firm": facts.firm,
        "customer": facts.customer,
        "familiar": facts.customer.register == "familiar",
        "today": facts.today,
        "pay_by": facts.pay_by or _working_day(facts.today, _DAYS_TO_PAY),
        "asked": table.asked,
        "returned": _returned(table.asked),
        "due_on": table.asked[0].due_on,
        "credits": table.credits,
        "later": table.later,
        "about": facts.about,
        "promised": facts.promised,
        "came_in_part": facts.came_in_part,
        "undelivered": facts.undelivered,
        "has_copies": facts.has_copies,
        "totals": totals,
        "charges": charges,
        "last_letter_on": facts.last_letter_on,
        "letter_no": facts.letter_no,
        "items_table": page.ITEMS,
        "pay_block": page.PAY if totals else "",
    }
    if totals:
        amounts = [money(each, language) for each in totals]
        context["total"] = series(amounts, language)
    if facts.promised_on:
        context["promised_on"] = facts.promised_on
    words = templates.words(_words_file(context), context, escape=False)
    return context | {"w": words}


def _returned(asked: tuple[OpenItem, ...]) -> tuple[OpenItem, ...]:
    """Give the items the bank gave back unpaid: others may be asked for with them."""
    return tuple(item for item in asked if item.returned_on) or asked


def _table(facts: Facts, totals: tuple[Money, ...]) -> _Table:
    """Find the items that the totals are made of.

    Courtesy letters ask for what is not yet due; the later ones only tell it.
    """
    everything = _ordered(facts.overdue + facts.upcoming + facts.about)
    if not everything:
        raise Unreadable(f"no invoice is given to write to {facts.customer.name} about")
    if not facts.totals or _adds_up(everything + facts.credits, totals):
        return _Table(everything, facts.credits, ())
    chased = _ordered(facts.overdue)
    if chased and _adds_up(chased + facts.credits, totals):
        return _Table(chased, facts.credits, _ordered(facts.upcoming))
    raise Unreadable(
        f"the total for {facts.customer.name} is not the sum of the listed items: "
        f"{', '.join(map(str, totals))}"
    )


def _totals(facts: Facts) -> tuple[Money, ...]:
    """Keep what is asked for: a currency whose credits outweigh its debts is not."""
    asked = _positive(facts.totals)
    if facts.totals and not asked:
        raise Unreadable(f"nothing is left to ask {facts.customer.name} for")
    return asked


def _adds_up(items: tuple[OpenItem, ...], totals: tuple[Money, ...]) -> bool:
    return _positive(total([item.open for item in items])) == totals


def _positive(amounts: tuple[Money, ...]) -> tuple[Money, ...]:
    kept = [amount for amount in amounts if amount.cents > 0]
    return tuple(sorted(kept, key=lambda amount: amount.currency))


def _ordered(items: tuple[OpenItem, ...]) -> tuple[OpenItem, ...]:
    once = {item.id: item for item in items}.values()
    return tuple(sorted(once, key=_place_in_list))


def _place_in_list(item: OpenItem) -> tuple[date, date, str, int]:
    return item.due_on, item.issued_on, item.number, item.instalment_no


def _working_day(today: date, days: int) -> date:
    day = today + timedelta(days=days)
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))
