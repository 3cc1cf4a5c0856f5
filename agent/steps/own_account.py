"""Our own account: no letter names another one to pay to."""

from __future__ import annotations

from hashlib import sha256

from agent.errors import Unreadable
from agent.forms.iban import other_accounts
from agent.letters.compose import compose, shown
from agent.model.letter import Composed, Facts
from agent.steps.desk import Desk

# By their digests, letters that name no account but ours: reading a page takes long.
_harmless: set[bytes] = set()
_MOST_REMEMBERED = 10_000


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
    """Say that a letter names an account that is not ours; empty if it does not.

    Asked when it is written and again before it leaves: the same words, beside the
    same accounts, are read once while they are remembered.
    """
    accounts = ours(desk)
    key = _digest(letter.subject, letter.text, letter.html, *accounts)
    if key in _harmless:
        return ""
    for number in other_accounts(shown(letter), accounts):
        return (
            f"it names the account ...{number[-4:]}, which is not in the configuration"
        )
    if len(_harmless) >= _MOST_REMEMBERED:
        _harmless.clear()
    _harmless.add(key)
    return ""


def _digest(*words: str) -> bytes:
    lengths = ",".join(str(len(each)) for each in words)
    said = "".join((lengths, ";", *words))
    return sha256(said.encode(errors="surrogatepass")).digest()
