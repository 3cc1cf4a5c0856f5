"""Whatever is done to a file, it gives an answer or a reason, and no other money."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent import plugins
from agent.bank import formats
from agent.bank.statement import StatementFormat, read_statement
from agent.errors import Unreadable
from agent.model.payment import BankLine, Statement

FORMATS = plugins.find(formats, "FORMAT", StatementFormat)
FOLDER = Path(__file__).parent.parent / "data" / "bank"
NAMES = ["mt940_pages.sta", "mt940_slashes.940", "mt940_swiss.txt", "cbi_days.txt"]
SAMPLES = {name: (FOLDER / name).read_bytes() for name in NAMES}
ONE = (
    b":20:A\n:25:99999999/1\n:28C:1\n:60F:C260301EUR100,00\n"
    b":61:2603020302C1250,50NTRFNONREF//B-1\n:86:RG 12\n"
    b":61:2603020302D50,50NMSCNONREF//B-2\n:62F:C260302EUR1300,00\n"
)
names = st.sampled_from(NAMES)


def read(data: bytes) -> tuple[Statement, ...]:
    try:
        return read_statement(data, "x", FORMATS)
    except Unreadable:
        return ()


def money(statements: tuple[Statement, ...]) -> list[tuple[str, bool]]:
    return [(str(n.amount), n.is_credit) for one in statements for n in one.lines]


def came_in(statements: tuple[Statement, ...]) -> list[BankLine]:
    return [n for one in statements for n in one.lines if n.is_credit]


@given(st.binary(max_size=300))
def test_any_bytes_give_an_answer_or_a_reason(data: bytes) -> None:
    read(data)
    read(b":20:A\n:25:1\n:60F:C260301EUR1,00\n:61:" + data)
    read(b" RH9999988888030326\n 61" + data)


@given(names, st.data())
def test_bytes_changed_anywhere_give_an_answer_or_a_reason(
    name: str, data: st.DataObject
) -> None:
    sample = SAMPLES[name]
    at = data.draw(st.integers(0, len(sample) - 1))
    until = data.draw(st.integers(at, min(len(sample), at + 9)))

    read(sample[:at] + data.draw(st.binary(max_size=9)) + sample[until:])


@given(names, st.data())
def test_a_sample_cut_anywhere_gives_an_answer_or_a_reason(
    name: str, data: st.DataObject
) -> None:
    read(SAMPLES[name][: data.draw(st.integers(0, len(SAMPLES[name])))])


@pytest.mark.parametrize("at", range(len(ONE)))
def test_a_statement_cut_anywhere_is_held_or_invents_and_covers_nothing(
    at: int,
) -> None:
    whole = read(ONE)
    cut = read(ONE[:at])
    doubts = [doubt for one in cut for doubt in one.doubts]

    assert doubts or set(came_in(cut)) <= set(came_in(whole))
    assert doubts or money(cut) == money(whole) or not any(n.through for n in cut)


@given(st.integers(0, len(ONE) - 1), st.sampled_from(b"0123456789,CDR"))
def test_a_changed_amount_or_mark_is_never_taken_in_silence(at: int, byte: int) -> None:
    changed = read(ONE[:at] + bytes([byte]) + ONE[at + 1 :])
    doubts = [doubt for one in changed for doubt in one.doubts]

    assert doubts or sorted(money(changed)) == sorted(money(read(ONE)))
