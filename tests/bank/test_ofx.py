"""OFX files are read however banks write them; what cannot be read is named."""

from __future__ import annotations

import pytest

from agent.bank.formats.ofx import FORMAT
from agent.bank.statement import read_statement
from agent.errors import Unreadable
from agent.model.payment import Statement

ONE = "<STMTTRN><DTPOSTED>20260305<TRNAMT>5.00<FITID>1<NAME>Alfa Srl</STMTTRN>"


def ofx(*movements: str, before: str = "", kind: str = "STMTRS") -> bytes:
    return (
        f"OFXHEADER:100\n<OFX><X><{kind}><CURDEF>EUR{before}<BANKTRANLIST>"
        f"{''.join(movements)}</BANKTRANLIST></{kind}></X></OFX>"
    ).encode()


def movement(**fields: str) -> str:
    said = {"DTPOSTED": "20260305", "TRNAMT": "5.00"} | fields
    return f"<STMTTRN>{''.join(f'<{k}>{v}' for k, v in said.items())}</STMTTRN>"


def read(data: bytes) -> Statement:
    (statement,) = read_statement(data, "x.ofx", [FORMAT])
    return statement


def amounts(statement: Statement) -> list[str]:
    return [f"{'+' if n.is_credit else '-'}{n.amount}" for n in statement.lines]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1.5", "+1.50 EUR"),
        ("-1,50", "-1.50 EUR"),
        ("+1 006,60", "+1006.60 EUR"),
        ("1.006,60", "+1006.60 EUR"),
        ("0.2400", "+0.24 EUR"),
        ("7", "+7.00 EUR"),
    ],
)
def test_amounts_are_read_as_banks_write_them(written: str, meant: str) -> None:
    assert amounts(read(ofx(movement(TRNAMT=written)))) == [meant]


@pytest.mark.parametrize("written", ["$120", "12..3", "1.2.3,4,5", "", "0.001"])
def test_an_amount_in_doubt_refuses_its_row_alone(written: str) -> None:
    statement = read(ofx(ONE, movement(TRNAMT=written)))

    assert amounts(statement) == ["+5.00 EUR"]
    assert len(statement.doubts) == 1
    assert "x.ofx line 2: " in statement.doubts[0]


def test_a_number_with_two_readings_is_refused() -> None:
    statement = read(ofx(movement(TRNAMT="1,234")))

    assert statement.lines == ()
    assert "may be thousands or a fraction" in statement.doubts[0]


def test_two_decimal_marks_in_one_file_are_asked_about() -> None:
    statement = read(ofx(movement(TRNAMT="1,50"), movement(TRNAMT="1.50")))

    assert amounts(statement) == ["+1.50 EUR", "+1.50 EUR"]
    assert "stand in one column" in statement.doubts[0]


@pytest.mark.parametrize("written", ["260305", "20261305", "05/03/2026", "20260305X"])
def test_a_date_in_another_form_refuses_its_row(written: str) -> None:
    assert "is not a date" in read(ofx(ONE, movement(DTPOSTED=written))).doubts[0]


@pytest.mark.parametrize(
    "written",
    ["20260305", "20260305235959", "20260305120000.000[-8:PST]", "2026-03-05"],
)
def test_the_banks_own_day_counts(written: str) -> None:
    (line,) = read(ofx(movement(DTPOSTED=written))).lines
    assert line.booked_on.isoformat() == "2026-03-05"


def test_a_debit_without_a_minus_is_asked_about() -> None:
    statement = read(ofx(ONE, movement(TRNTYPE="DEBIT")))
    assert "called a debit" in statement.doubts[0]


def test_an_empty_value_without_its_end_tag_hides_nothing() -> None:
    (line,) = read(
        ofx("<STMTTRN><MEMO><NAME>Alfa<DTPOSTED>20260305<TRNAMT>5</STMTTRN>")
    ).lines
    assert (line.counterparty, str(line.amount)) == ("Alfa", "5.00 EUR")


def test_a_movement_without_its_end_tag_is_not_lost() -> None:
    open_one = ONE.replace("</STMTTRN>", "")
    assert amounts(read(ofx(open_one, open_one.replace("5.00", "6.00")))) == [
        "+5.00 EUR",
        "+6.00 EUR",
    ]


def test_many_movements_without_end_tags_do_not_stand_in_one_another() -> None:
    data = ofx(*[movement(FITID=str(n)) for n in range(99)])
    assert len(read(data.replace(b"</STMTTRN>", b"")).lines) == 99


def test_elements_too_deep_in_one_another_are_refused() -> None:
    deep = ofx(ONE).replace(b"<X>", b"<X>" * 99).replace(b"</X>", b"</X>" * 99)
    with pytest.raises(Unreadable, match="too deep"):
        read_statement(deep, "x.ofx", [FORMAT])


def test_a_word_for_the_operation_is_nobodys_name() -> None:
    (line,) = read(ofx(movement(NAME="BONIFICO A VOSTRO FAVORE"))).lines
    assert (line.counterparty, line.remittance) == ("", "BONIFICO A VOSTRO FAVORE")


def test_a_file_that_breaks_off_is_held() -> None:
    cut = ofx(ONE, ONE).partition(b"</BANKTRANLIST>")[0]
    assert "breaks off" in read(cut).doubts[0]


def test_a_list_of_card_payments_is_held() -> None:
    assert "card" in read(ofx(ONE, kind="CCSTMTRS")).doubts[0]


def test_a_card_beside_an_account_is_held_only_where_money_came_in() -> None:
    account = ofx(ONE).removesuffix(b"</OFX>")
    spent = ofx(movement(TRNAMT="-3.00"), kind="CCSTMTRS").partition(b"<OFX>")[2]
    came = ofx(movement(TRNAMT="3.00"), kind="CCSTMTRS").partition(b"<OFX>")[2]

    harmless = read_statement(account + spent, "x.ofx", [FORMAT])
    doubtful = read_statement(account + came, "x.ofx", [FORMAT])

    assert [each.doubts for each in harmless] == [(), ()]
    assert harmless[1].through is None
    assert "card" in doubtful[1].doubts[0]


def test_the_same_movement_twice_is_asked_about() -> None:
    assert "2 times with the same number" in read(ofx(ONE, ONE)).doubts[0]


def test_a_correction_of_an_earlier_file_is_asked_about() -> None:
    assert "corrects" in read(ofx(movement(CORRECTFITID="7"))).doubts[0]


def test_a_movement_outside_an_account_is_named() -> None:
    data = ofx(ONE).replace(b"<OFX>", b"<OFX>" + ONE.encode())
    assert "a movement of no account" in read(data).doubts[0]


def test_an_answer_that_is_an_error_is_refused_with_its_words() -> None:
    error = (
        b"<OFX><STMTTRNRS><STATUS><CODE>2003<SEVERITY>ERROR<MESSAGE>no such account"
        b"</STATUS></STMTTRNRS></OFX>"
    )
    with pytest.raises(Unreadable, match=r"x.ofx line 1: .*no such account"):
        read_statement(error, "x.ofx", [FORMAT])


def test_a_file_without_accounts_brings_nothing() -> None:
    assert read_statement(b"OFXHEADER:100\n<OFX></OFX>", "x.ofx", [FORMAT]) == ()


@pytest.mark.parametrize(
    "data",
    [
        b"OFXHEADER:100\n",
        b'<!DOCTYPE OFX [<!ENTITY a "b">]><OFX></OFX>',
        b"<OFX>" + b"<A>" * 100,
    ],
)
def test_what_is_no_ofx_or_unsafe_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"x\.ofx: "):
        read_statement(data, "x.ofx", [FORMAT])


@pytest.mark.parametrize(
    ("declared", "encoding", "name"),
    [
        ("CHARSET:NONE", "cp1252", "Müller"),
        ("CHARSET:1250", "cp1250", "Szőke"),
        ("CHARSET:x-no", "utf-8", "Müller"),
    ],
)
def test_names_are_decoded_whatever_the_header_says(
    declared: str, encoding: str, name: str
) -> None:
    text = f"OFXHEADER:100\n{declared}\n" + ofx(movement(NAME=name)).decode()
    assert read(text.encode(encoding)).lines[0].counterparty == name


def test_a_period_that_is_not_over_covers_only_to_its_balance() -> None:
    period = "<DTSTART>20260301<DTEND>20260331"
    balance = "<LEDGERBAL><BALAMT>9.00<DTASOF>20260310</LEDGERBAL>"
    statement = read(ofx(period + ONE, before=balance))

    assert f"{statement.since} {statement.through}" == "2026-03-01 2026-03-10"


def test_without_the_end_of_its_period_a_file_covers_no_day() -> None:
    balance = "<LEDGERBAL><BALAMT>9.00<DTASOF>20260310</LEDGERBAL>"
    statement = read(ofx("<DTSTART>20260301" + ONE, before=balance))

    assert f"{statement.since} {statement.through}" == "2026-03-01 None"
