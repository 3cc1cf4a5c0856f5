"""Our own account: no letter names another one to pay to."""

from __future__ import annotations

from agent.errors import Unreadable
from agent.forms.iban import other_accounts
from agent.letters.compose import compose, shown
from agent.model.letter import Composed, Facts
from agent.steps.desk import Desk


def ours(desk: Desk) -> tuple[str, ...]:
    """Give the accounts that the configuration calls ours, the letters' one first."""
    return (*filter(None, (desk.sender.iban,)), *desk.intake.accounts)


def compose_checked(desk: Desk, facts: Facts) -> Composed:
    """Write a letter that names no account but ours.

    Raises:
        Unreadable: As `compose` does; or a template names another account.
    """
    letter = compose(facts, desk.templates)
    if said := why_misdirects(desk, letter):
        name = f"{facts.customer.language}/{facts.stage.name}.txt.j2"
        raise Unreadable(f"{name}: {said}; `sollecito doctor` names the line")
    return letter


def why_misdirects(desk: Desk, letter: Composed) -> str:
    """Say that a letter names an account that is not ours; empty if it does not."""
    for number in other_accounts(shown(letter), ours(desk)):
        return (
            f"it names the account ...{number[-4:]}, which is not in the configuration"
        )
    return ""
