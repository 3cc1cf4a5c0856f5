"""CBI flows are read by their columns; what does not add up is held."""

import pytest

from agent.bank.formats.cbi import FORMAT
from agent.bank.statement import read_statement
from agent.errors import Unreadable
from agent.model.payment import Statement


def record(kind: str, *parts: tuple[int, str]) -> str:
    """Write a record; columns count from 1, as in the standard."""
    text = f" {kind}"
    for column, words in parts:
        text = text.ljust(column - 1) + words
    return text.ljust(120)


RH = record("RH", (4, "9999988888"), (14, "030326PROVA"))
OPENING = record(
    "61",
    (4, "0000001"),
    (52, "X9999999999000000000001"),
    (75, "EUR020326C000000000100,00IT47"),
)
FIVE = record("62", (4, "0000001001"), (14, "040326020326C000000000005,0048ZZ"))
CLOSING = record("64", (4, "0000001"), (11, "EUR020326C000000000105,00"))
EF = record("EF", (4, "9999988888"), (14, "030326PROVA"), (83, "0000005"))


def read(*records: str, end: str = "\r\n") -> Statement:
    (statement,) = read_statement(end.join(records).encode(), "x.txt", [FORMAT])
    return statement


WHOLE = (RH, OPENING, FIVE, CLOSING, EF)


def detail(kind: str, *parts: tuple[int, str]) -> str:
    return record("63", (4, "0000001001"), (14, kind), *parts)


def doubts(*records: str) -> str:
    return " | ".join(read(RH, *records, EF[:40]).doubts)


def test_the_value_date_stands_before_the_booking_date() -> None:
    (line,) = read(*WHOLE).lines

    assert (str(line.value_on), str(line.booked_on)) == ("2026-03-04", "2026-03-02")


def test_a_movement_may_lack_its_value_date() -> None:
    assert read(RH, OPENING, FIVE.replace("040326", "000000")).lines[0].value_on is None


@pytest.mark.parametrize(
    "dress",
    [
        "\n".join(WHOLE),
        "\r\n".join(WHOLE) + "\r\n\x1a",
        "\n".join(text.rstrip() for text in WHOLE),
        "\n".join(text.strip() for text in WHOLE),
        "".join(WHOLE),
    ],
)
def test_line_ends_and_trimmed_blanks_change_nothing(dress: str) -> None:
    assert read(dress) == read(*WHOLE)
    assert read(*WHOLE).doubts == ()


def test_opening_balances_may_be_negative() -> None:
    below = CLOSING.replace("C000000000105,00", "D000000000095,00")

    for_debit = OPENING.replace("C000000000100,00", "D000000000100,00")
    with_minus = OPENING.replace("C000000000100,00", "C-00000000100,00")
    assert read(RH, for_debit, FIVE, below, EF) == read(RH, with_minus, FIVE, below, EF)
    assert str(read(RH, for_debit, FIVE, below, EF).opening) == "-100.00 EUR"


def test_payer_account_reference_and_text_are_found() -> None:
    details = (
        detail("YYY", (17, "02032026"), (41, "CLIENTE PROVA SRL")),
        detail("YY2", (67, "IT68X9999988888000000000042")),
        detail("ID1", (17, "MSG"), (52, "E2E-7")),
        detail("RI1", (17, "FT 12/2026")),
        detail("", (14, "nota libera")),
    )
    (line,) = read(RH, OPENING, FIVE, *details, CLOSING, EF[:40]).lines

    assert line.counterparty == "CLIENTE PROVA SRL"
    assert line.iban == "IT68X9999988888000000000042"
    assert line.end_to_end_id == "E2E-7"
    assert line.remittance == "FT 12/2026 nota libera"


def test_an_orderer_named_elsewhere_is_the_payer() -> None:
    named = detail("ZZ2", (17, "ORDINANTE PROVA"))

    assert read(RH, OPENING, FIVE, named).lines[0].counterparty == "ORDINANTE PROVA"


def test_who_is_paid_is_the_other_side_of_a_debit() -> None:
    debit = FIVE.replace("C000000000005", "D000000000005")
    named = detail("ZZ3", (17, "FORNITORE"), (67, "FT 9"))
    ours = detail("YYY", (41, "NOI"))
    (line,) = read(RH, OPENING, debit, named, ours).lines

    assert (line.counterparty, line.remittance) == ("FORNITORE", "FT 9")


def test_texts_go_on_where_a_record_is_full() -> None:
    words = "1234567890" * 11
    told = detail("RI1", (17, words[:104])), detail("RI2", (17, words[104:]))

    assert read(RH, OPENING, FIVE, *told).lines[0].remittance == words


def test_cheques_and_descriptions_are_kept() -> None:
    cheque = FIVE[:45] + "0000000000004711" + FIVE[61:86] + "VERSAMENTO".ljust(34)

    assert read(RH, OPENING, cheque).lines[0].remittance == "VERSAMENTO 4711"


def test_an_account_that_is_no_iban_is_kept_as_written() -> None:
    assert read(RH, OPENING.replace("IT47", "IT00")).account == (
        "X9999999999000000000001"
    )


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("000000000005,00", "0000000000500,0", "is not an amount"),
        ("000000000005,00", "000000000000500", "is not an amount"),
        ("C000000000005", "X000000000005", "'X' does not say whether money came in"),
        ("040326020326", "040326321326", "'261332' is not a date"),
        ("040326020326", "0403260203 6", "'0203 6' is not a date"),
    ],
)
def test_a_movement_that_is_not_certain_is_named(old: str, new: str, why: str) -> None:
    said = doubts(OPENING, FIVE.replace(old, new), CLOSING)

    assert f"x.txt line 3: {why}" in said.replace("'0000000000500,0' ", "").replace(
        "'000000000000500' ", ""
    )
    assert "it is not counted" in said


@pytest.mark.parametrize(
    ("records", "why"),
    [
        ((OPENING, CLOSING), "the closing balance says 105.00"),
        ((OPENING, FIVE), "no closing balance (record 64)"),
        ((FIVE, OPENING, FIVE, CLOSING), "the record 62 belongs to none before it"),
        ((OPENING, FIVE, CLOSING, FIVE), "the record 62 belongs to none before it"),
        ((OPENING, detail("RI1"), FIVE, CLOSING), "the record 63 belongs to none"),
        (
            (OPENING, FIVE.replace("0000001001", "0000002001"), CLOSING),
            "the record 62 belongs to none",
        ),
        ((OPENING, FIVE, "hello", CLOSING), "line 4: no record of this format"),
        ((OPENING, FIVE, CLOSING.replace("EUR", "USD")), "in two currencies"),
        ((OPENING, FIVE, CLOSING.replace("105,00", "x")), "balance: "),
        ((OPENING, FIVE, CLOSING) * 2, "a day may be missing"),
    ],
)
def test_what_does_not_add_up_is_held(records: tuple[str, ...], why: str) -> None:
    assert why in doubts(*records)


def test_a_flow_says_how_many_records_it_has() -> None:
    assert read(*WHOLE).doubts == ()
    assert (
        "it says 5 records, but 4 are there" in read(RH, OPENING, CLOSING, EF).doubts[1]
    )
    assert "has no end (record EF)" in read(*WHOLE[:-1]).doubts[0]


def test_two_flows_in_one_file_are_counted_apart() -> None:
    again = (OPENING.replace("100,00", "105,00"), FIVE, CLOSING.replace("105", "110"))
    statement = read(*WHOLE, RH, *again, EF)

    assert statement.doubts == ()
    assert [str(line.amount) for line in statement.lines] == ["5.00 EUR", "5.00 EUR"]


def test_movements_of_nothing_are_left_out() -> None:
    assert read(RH, OPENING, FIVE.replace("5,00", "0,00")).lines == ()


def test_a_flow_without_an_account_is_refused() -> None:
    with pytest.raises(Unreadable, match="no account in it"):
        read(RH, EF)


def test_other_flows_are_not_claimed() -> None:
    assert FORMAT.claims(RH.encode(), "x")
    assert FORMAT.claims(OPENING.encode(), "x")
    assert not FORMAT.claims(RH.replace("RH", "IB").encode(), "x")
