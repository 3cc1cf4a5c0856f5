"""Laws of all statement readers: nothing raises, nothing is silently wrong."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.bank.formats.columns import FORMAT as TABLES
from agent.bank.formats.columns import taught_format
from agent.bank.formats.ofx import FORMAT as OFX
from agent.bank.guessing import may_be_statement
from agent.bank.statement import read_statement
from agent.bank.teaching import lesson
from agent.errors import Refused, Unreadable
from agent.forms.table import read_tables
from agent.model.layout import Wishes
from agent.model.payment import Statement

FOLDER = Path(__file__).parent.parent / "data" / "bank"
SAMPLES = [
    path.read_bytes()
    for path in sorted(FOLDER.iterdir())
    if path.suffix in (".csv", ".tsv", ".xlsx", ".ofx", ".qfx")
]
CENTS = st.integers(-5_000_000, 5_000_000).filter(bool)
FEW = settings(max_examples=60)


def written(cents: int, mark: str) -> str:
    """Write an amount with the thousands of its mark."""
    text = f"{abs(cents) / 100:,.2f}"
    turned = text if mark == "." else text.translate(str.maketrans(",.", ".,"))
    return f"{'-' if cents < 0 else ''}{turned}"


def total(statement: Statement) -> Decimal:
    lines = statement.lines
    return sum(
        (n.amount.decimal if n.is_credit else -n.amount.decimal for n in lines),
        Decimal(0),
    )


@FEW
@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4)), max_size=6),
    st.floats(0, 1),
)
def test_a_damaged_file_never_raises_anything_else(
    data: bytes, hits: list[tuple[float, bytes]], cut: float
) -> None:
    for where, what in hits:
        place = int(where * len(data))
        data = data[:place] + what + data[place + len(what) :]
    data = data[: int(cut * len(data)) + 1]
    with suppress(Unreadable):
        read_statement(data, "x", [OFX, TABLES])
    with suppress(Unreadable, Refused):
        lesson(data, "x", Wishes(), ())
    with suppress(Unreadable):
        may_be_statement(read_tables(data))


@FEW
@given(st.lists(CENTS, min_size=1, max_size=30), st.sampled_from(",."))
def test_the_decimal_mark_is_decided_for_the_column(
    cents: list[int], mark: str
) -> None:
    amounts = [*cents, 123_456, -50]  # these two leave no doubt
    rows = [
        f"{n % 28 + 1:02d}/03/2026;x;{written(c, mark)}" for n, c in enumerate(amounts)
    ]
    data = "\n".join(["Data;Descrizione;Importo", *rows, "31/03/2026;x;-1"]).encode()
    (statement,) = read_statement(data, "x.csv", [TABLES])

    assert statement.doubts == ()
    assert total(statement) == Decimal(sum(amounts) - 100) / 100


@FEW
@given(st.lists(CENTS, min_size=2, max_size=30), st.integers(0, 10**6))
def test_a_taught_file_makes_what_its_running_balance_says(
    cents: list[int], opening: int
) -> None:
    balance, rows = opening, []
    for n, each in enumerate(cents):
        balance += each
        day = f"{n % 16 + 13:02d}/03/2026"
        rows.append(f"{day};cosa {n};{written(each, ',')};{written(balance, ',')}")
    data = "\n".join(["Quando;Cosa;Quanto;Resto", *rows]).encode()
    layout = lesson(data, "x.csv", Wishes(), ()).layout
    (statement,) = read_statement(data, "x.csv", [taught_format((layout,))])

    assert total(statement) == Decimal(balance - opening) / 100


@FEW
@given(st.lists(CENTS, min_size=1, max_size=20), st.sampled_from(",."), st.booleans())
def test_every_movement_of_an_ofx_file_is_a_line(
    cents: list[int],
    mark: str,
    is_closed: bool,  # noqa: FBT001 - hypothesis gives it
) -> None:
    end = "</STMTTRN>" if is_closed else ""
    rows = [
        f"<STMTTRN><FITID>{n}<DTPOSTED>20260305<TRNAMT>{written(c, mark)}{end}"
        for n, c in enumerate([*cents, 123_456])
    ]
    data = f"<OFX><STMTRS><BANKTRANLIST>{''.join(rows)}</BANKTRANLIST></STMTRS></OFX>"
    (statement,) = read_statement(data.encode(), "x.ofx", [OFX])

    assert (len(statement.lines), statement.doubts) == (len(cents) + 1, ())
    assert total(statement) == Decimal(sum(cents) + 123_456) / 100
