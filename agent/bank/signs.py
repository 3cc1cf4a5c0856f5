"""Signs: whether money came in or went out, by marks, columns and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from agent.errors import Unreadable
from agent.forms.cells import Cell, Row, shown
from agent.forms.columns import Columns
from agent.forms.words import fold
from agent.model.payment import BankLine

_ENOUGH = 2_000  # lines spread over a table tell what most of them say
Signed = Callable[[Row], Decimal | None]

# A = avere, D = dare; S = Soll, H = Haben.
_IN_MARKS = re.compile(
    r"a|avere|c|cr|crdt|credit|credito|accredito|h|haben|e|entrata|in|bij"
)
_OUT_MARKS = re.compile(
    r"d|dare|dr|db|dbit|debit|debito|addebito|s|soll|u|uscita|out|af"
)
_IN_WORDS = re.compile(
    r"\b(?:bonifico (?:a|sepa|da|dall\w*|ricevuto|in entrata|estero da)|accredit\w+"
    r"|versament\w+|incasso|stipendio|ricevut[oa]|(?:giroconto|postagiro) da|received"
    r"|incoming|deposit|salary|gutschrift|zahlungseingang|virement (?:recu|de)"
    r"|(?:transferencia|transf) recibida|ingreso)\b"
)
_OUT_WORDS = re.compile(
    r"\b(?:addebit\w+|prelie\w+|commission\w+|imposta|bollo|canone|a favore di|delega"
    r"|f24|sdd|pos|disposizione|pagamento (?:con|utenze|fornitore|carta)|rata mutuo|withdrawal|fee|direct debit"
    r"|lastschrift|prelevement|retrait|domiciliacion|recibo)\b"
)


def are_marks(cells: Sequence[Cell]) -> bool:
    """Tell whether every cell of a column says which way money went."""
    return all(_direction(shown(cell)) for cell in cells)


def sign_role(columns: Columns) -> str:
    """Give the role of the column of marks; "" where there is none."""
    return next((role for role in ("sign", "type") if columns.has(role)), "")


def signed_amounts(columns: Columns) -> Signed:
    """Choose how the rows of this table say what they are worth.

    Returns:
        A function that gives a row's amount, negative for money out, None where
        the row has none; it raises Unreadable where the row contradicts itself.

    Raises:
        Unreadable: The titles allow no certain reading.
    """
    if columns.has("credit") or columns.has("debit"):
        signed = _from_two(columns, is_turned=_debits_are_negative(columns))
        if columns.has("amount") and not _agree(columns, signed):
            raise Unreadable(
                "it has a column of amounts beside one of credits or debits: which "
                "counts?"
            )
        return signed
    if role := sign_role(columns):
        return _from_mark(columns, role)
    return columns.amounts("amount")


def _agree(columns: Columns, signed: Signed) -> bool:
    """Tell whether a column of amounts only repeats those of credits and debits."""
    amounts = columns.amounts("amount")
    for row in columns.header.rows:
        try:
            whole = amounts(row)
            if whole is not None and whole != signed(row):
                return False
        except Unreadable:
            return False
    return True


def sign_doubts(lines: Sequence[BankLine], columns: Columns) -> tuple[str, ...]:
    """Say where the words of the lines speak against the signs taken.

    One column of amounts that are all positive proves nothing (some exports
    leave the signs out): there every line must say itself that money came in.
    """
    doubts = []
    some = lines[:: len(lines) // _ENOUGH + 1]
    told = [(line, said) for line in some if (said := _said(line)) is not None]
    turned = [line for line, said in told if said is not line.is_credit]
    if len(turned) * 2 > len(told):
        doubts.append(
            f"{len(turned)} of {len(told)} lines whose words tell say the opposite of "
            "their signs: money in and out may be exchanged"
        )
    is_unsigned = columns.has("amount") and not sign_role(columns)
    if is_unsigned and lines and all(line.is_credit for line in lines):
        silent = [line for line in lines if _said(line) is not True]
        if silent:
            doubts.append(
                "no amount has a sign, and not every line says that money came in "
                f"(as {silent[0].remittance[:40]!r}): export the list with signs"
            )
    return tuple(doubts)


def _said(line: BankLine) -> bool | None:
    words = fold(line.remittance)
    came, went = bool(_IN_WORDS.search(words)), bool(_OUT_WORDS.search(words))
    return None if came == went else came


def _from_two(columns: Columns, *, is_turned: bool) -> Signed:
    credits_, debits = columns.amounts("credit"), columns.amounts("debit")
    empty = credits_ if columns.has("credit") else debits

    def signed(row: Row) -> Decimal | None:
        # Zero stands for an empty cell where the other column may be filled.
        credit, debit = credits_(row) or None, debits(row) or None
        if credit is not None and debit is not None:
            raise Unreadable("it has both a credit and a debit")
        if credit is not None:
            if credit < 0:
                raise Unreadable("a negative amount stands among the credits")
            return credit
        if debit is None:
            return empty(row)
        if not is_turned and debit < 0:
            raise Unreadable("a negative amount stands among positive debits")
        if is_turned and debit > 0:
            raise Unreadable("a positive amount stands among negative debits")
        return -abs(debit)

    return signed


def _debits_are_negative(columns: Columns) -> bool:
    found = [value for value in _readable(columns, "debit") if value]
    return sum(value < 0 for value in found) * 2 > len(found)


def _readable(columns: Columns, role: str) -> Iterable[Decimal]:
    amounts = columns.amounts(role)
    for row in columns.header.rows if columns.has(role) else ():
        try:
            value = amounts(row)
        except Unreadable:
            continue
        if value is not None:
            yield value


def _from_mark(columns: Columns, role: str) -> Signed:
    amounts, marks = columns.amounts("amount"), columns.cells(role)

    def signed(row: Row) -> Decimal | None:
        value = amounts(row)
        if value is None:
            return None
        written = shown(marks(row))
        direction = _direction(written)
        if not direction:
            raise Unreadable(f"its sign is {written!r}")
        if direction == "+" and value < 0:
            raise Unreadable(f"{value} is marked {written!r}")
        return value if direction == "+" else -abs(value)

    return signed


def _direction(written: str) -> str:
    mark = fold(written)
    if written == "+" or _IN_MARKS.fullmatch(mark):
        return "+"
    return "-" if written == "-" or _OUT_MARKS.fullmatch(mark) else ""
