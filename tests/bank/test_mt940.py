"""MT940 and MT942 are read in every dialect; what is not certain is held."""

import pytest

from agent.bank.formats.mt940 import FORMAT
from agent.bank.statement import read_statement
from agent.model.payment import BankLine, Statement

HEAD = ":20:ONE\n:25:99999999/1\n:28C:1/1\n"
OPENING = ":60F:C260301EUR100,00\n"
FIVE = ":61:2603020302C5,00NTRFNONREF//B-1\n"
CLOSING = ":62F:C260302EUR105,00\n"
WHOLE = HEAD + OPENING + FIVE + CLOSING
ACCOUNT = "DE37999999990123456789"


def read_all(text: str) -> tuple[Statement, ...]:
    return read_statement(text.encode(), "x.sta", [FORMAT])


def read(*parts: str) -> Statement:
    (statement,) = read_all("".join(parts))
    return statement


def line(field: str, details: str = "") -> BankLine:
    """Read one line alone, without balances."""
    (read_line,) = read(HEAD, f":61:{field}\n", details).lines
    return read_line


def told(details: str) -> tuple[str, str, str, str]:
    read_line = line("260302C5,00NTRFNONREF", f":86:{details}\n")
    return (
        read_line.counterparty,
        read_line.iban,
        read_line.end_to_end_id,
        read_line.remittance,
    )


def signed(statement: Statement) -> list[str]:
    return [f"{'+' if n.is_credit else '-'}{n.amount.decimal}" for n in statement.lines]


@pytest.mark.parametrize(
    ("mark", "sign", "is_reversal"),
    [("C", "+", False), ("D", "-", False), ("RC", "-", True), ("RD", "+", True)],
)
def test_a_reversal_takes_back_what_it_names(
    mark: str, sign: str, *, is_reversal: bool
) -> None:
    statement = read(HEAD, f":61:2603020302{mark}5,00NTRFNONREF\n")

    assert signed(statement) == [f"{sign}5.00"]
    assert statement.lines[0].is_reversal == is_reversal
    assert statement.doubts == ()


@pytest.mark.parametrize(
    ("value", "entry", "booked"),
    [
        ("260102", "1231", "2025-12-31"),
        ("251231", "0102", "2026-01-02"),
        ("260302", "0302", "2026-03-02"),
        ("240228", "0229", "2024-02-29"),
        ("260302", "    ", "2026-03-02"),
        ("260302", "0000", "2026-03-02"),
        ("260230", "", "2026-02-28"),
        ("240230", "", "2024-02-29"),
    ],
)
def test_the_entry_day_lies_in_the_year_nearest_to_the_value_date(
    value: str, entry: str, booked: str
) -> None:
    assert str(line(f"{value}{entry}D5,00NTRFNONREF").booked_on) == booked


@pytest.mark.parametrize(
    ("closing", "entry", "booked"),
    [
        ("260802", "0802", "2026-08-02"),
        ("250802", "0802", "2025-08-02"),
        ("190802", "0102", "2026-01-02"),
        ("000000", "0802", "2025-08-02"),
    ],
)
def test_the_statements_day_tells_the_year_of_a_late_entry(
    closing: str, entry: str, booked: str
) -> None:
    line = f":61:260101{entry}C5,00NTRF\n"
    balances = ":60F:C000000EUR100,00\n", line, f":62F:C{closing}EUR105,00\n"
    statement = read(HEAD, *balances)

    assert statement.doubts == ()
    assert str(statement.lines[0].booked_on) == booked


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("C5,", "5.00"),
        ("C,5", "0.50"),
        ("CR5,5", "5.50"),
        ("C 5,00", "5.00"),
        ("C000000000005,01", "5.01"),
        ("C5", "5.00"),
    ],
)
def test_amounts_are_read_as_banks_write_them(written: str, amount: str) -> None:
    assert str(line(f"260302{written}NTRFNONREF").amount.decimal) == amount


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ("260302C1 250,50NTRF", "dates, mark and amount cannot be told apart"),
        ("260302X5,00NTRF", "dates, mark and amount cannot be told apart"),
        ("20260302C5,00NTRF", "dates, mark and amount cannot be told apart"),
        ("261302C5,00NTRF", "'261302' is not a date"),
        ("2603021345C5,00NTRF", "'1345' is not a day"),
        ("260302C1.234NTRF", "may be thousands or a fraction"),
        ("260302C5,001NTRF", "has more digits than EUR has"),
        ("260302C5,0,1NTRF", "is not an amount"),
    ],
)
def test_a_line_that_is_not_certain_is_named_and_not_counted(
    field: str, why: str
) -> None:
    statement = read(HEAD, OPENING, f":61:{field}\n", FIVE, CLOSING)

    assert signed(statement) == ["+5.00"]
    assert f"x.sta line 5: {statement.doubts[0][14:]}" == statement.doubts[0]
    assert why in statement.doubts[0]
    assert statement.doubts[0].endswith("; it is not counted")


def test_what_the_second_reader_cannot_read_the_balances_must_prove() -> None:
    longer = FIVE + "two lines\nof the bank\n"

    assert read(HEAD, OPENING, longer, CLOSING).doubts == ()
    assert read(HEAD, longer).doubts == (
        "x.sta a second reader cannot read it, and no balances prove the lines",
    )


@pytest.mark.parametrize(
    ("field", "why"),
    [
        (":61:260302CX\n5,00NTRFNONREF\n", ""),
        (":61:260302C5,00ntrf\n:61:260302C6,00ntrf\n", ""),
        (":61:260302C5,00\n:61:260302C6,00NTRF\n", "a second reader finds 6.00"),
        (":61:260302C1.234,50NTRF\n", "finds 1 of 2.3.26 where we read 1234.50"),
        (":61:260302C5,00\n:61:260302C5,00NTRF\n", "finds 1 lines, we 2"),
    ],
)
def test_two_readers_who_differ_hold_the_file(field: str, why: str) -> None:
    doubts = read(HEAD, field).doubts

    assert [why in doubt for doubt in doubts] == [True] * bool(why)


def test_a_difference_holds_even_where_the_balances_agree() -> None:
    lines = ":61:260302C5,00\n:61:260302C6,00NTRF\n"
    statement = read(HEAD, OPENING, lines, ":62F:C260302EUR111,00\n")

    assert "a second reader" in statement.doubts[0]


def test_a_sum_that_fails_is_held() -> None:
    statement = read(HEAD, OPENING, FIVE, ":62F:C260302EUR104,99\n")

    assert signed(statement) == ["+5.00"]
    assert "the booked lines make 105.00 EUR" in statement.doubts[0]


@pytest.mark.parametrize(
    ("balance", "why"),
    [
        (":62F:C260302105,00\n", "lacks its mark, day, currency or amount"),
        (":62F:C260302USD105,00\n", "in two currencies"),
        (":62F:C261302EUR105,00\n", "'261302' is not a date"),
        (":62F:C260302EUR1.05\n", "the closing balance says 1.05"),
    ],
)
def test_a_balance_that_cannot_be_used_is_named(balance: str, why: str) -> None:
    assert why in read(HEAD, OPENING, FIVE, balance).doubts[0]


def test_debit_balances_are_negative() -> None:
    statement = read(HEAD, ":60F:D260301EUR100,00\n", FIVE, ":62F:D260302EUR95,00\n")

    assert statement.doubts == ()
    assert str(statement.opening) == "-100.00 EUR"


def test_only_a_closing_balance_covers_days() -> None:
    debit = ":61:260302D5,00NMSC\n"

    assert str(read(WHOLE).through) == "2026-03-02"
    assert read(HEAD, OPENING, debit).through is None
    assert read(HEAD, FIVE).through is None
    assert read(HEAD, OPENING, debit, WHOLE).through is None


@pytest.mark.parametrize("last", [FIVE, ":61:260302D5,00N\n", FIVE + ":86:Fatt\n"])
def test_what_may_be_cut_in_a_payment_is_held(last: str) -> None:
    assert "the file may be cut" in read(HEAD, OPENING, last).doubts[0]


def test_a_statement_without_its_beginning_is_held() -> None:
    assert "no opening balance" in read(HEAD, FIVE, CLOSING).doubts[0]


def test_pages_go_on_from_one_another() -> None:
    first = HEAD + OPENING + FIVE + ":62M:C260302EUR105,00\n"
    second = HEAD + ":60M:C260302EUR105,00\n" + FIVE + ":62F:C260302EUR110,00\n"
    other = second.replace("105,00", "205,00").replace("110,00", "210,00")

    assert read(first, second).doubts == ()
    assert signed(read(first, second)) == ["+5.00", "+5.00"]
    assert "the pages after it are missing" in read(first).doubts[0]
    assert "the pages before it are missing" in read(second).doubts[0]
    assert "does not go on" in read(first, other).doubts[0]


def test_no_day_is_covered_behind_a_statement_that_is_missing() -> None:
    later = WHOLE.replace("260302", "260304").replace("0302C", "0304C")
    other = later.replace("105,00", "305,00").replace("100,00", "300,00")
    on = later.replace("105,00", "110,00").replace("100,00", "105,00")

    assert str(read(WHOLE, on).through) == "2026-03-04"
    assert str(read(WHOLE, other).through) == "2026-03-02"
    assert str(read(other, WHOLE).through) == "2026-03-02"


def test_the_same_message_twice_is_one() -> None:
    assert signed(read(WHOLE, WHOLE)) == ["+5.00"]
    assert signed(read(HEAD, FIVE, HEAD, FIVE)) == ["+5.00", "+5.00"]


def test_accounts_are_kept_apart() -> None:
    other = WHOLE.replace("/1\n", "/2\n", 1).replace("EUR", "CHF")
    first, second = read_all(WHOLE + other)

    assert (first.account, second.account) == ("99999999/1", "99999999/2")
    assert str(second.lines[0].amount) == "5.00 CHF"


def test_a_second_account_begins_a_message_of_its_own() -> None:
    second = ":25:99999999/2\n:60F:C260301EUR1,00\n:62F:C260301EUR1,00\n"

    assert len(read_all(WHOLE + second)) == 2


@pytest.mark.parametrize(
    "wrapped",
    [
        "{1:F01TESTDEFFXXXX0000000000}{2:I940TESTDEFFXXXXN}{4:\n" + WHOLE + "-}\n",
        "{1:F01TESTDEFF}\n{2:I940TESTDEFF}\n{3:}{4:\n" + WHOLE + "-}{5:{MAC:A}}\n",
        "TESTNL2A\n940\nTESTNL2A\n" + WHOLE + "-\nTESTNL2A\n940\n",
        "{4:" + WHOLE.rstrip() + "-}",
        WHOLE.replace("\n", "\r\n"),
        WHOLE.replace("\n", "\r"),
        WHOLE.replace("\n", "@@"),
        WHOLE.replace("\n:", "\n \t:"),
        WHOLE.replace("\n", "   \n\n"),
        "\ufeff" + WHOLE,
        WHOLE.replace(":61:", ":61: ").replace("EUR", " EUR "),
        ":940:\n" + WHOLE + "-XXX",
    ],
)
def test_what_banks_wrap_around_it_changes_nothing(wrapped: str) -> None:
    assert read(wrapped) == read(WHOLE)


def test_lines_lost_within_other_fields_are_missed() -> None:
    statement = read(HEAD, OPENING, FIVE.rstrip(), FIVE, CLOSING)

    assert "its line breaks may be lost" in statement.doubts[-1]


def test_text_of_another_field_is_no_lines_text() -> None:
    statement = read(HEAD, OPENING, FIVE, CLOSING, ":86:/SUM/1/0/\n-\nTESTNL2A\n")

    assert statement.lines[0].remittance == ""


def test_a_file_of_another_kind_is_not_claimed() -> None:
    assert not FORMAT.claims(b"see :61: and :20: in prose", "x.sta")
    assert not FORMAT.claims(HEAD.encode(), "x.sta")
    assert FORMAT.claims(WHOLE.encode("utf-16"), "x")


@pytest.mark.parametrize(
    ("sums", "why"),
    [
        (":90D:0EUR0,\n:90C:1EUR5,00\n", ""),
        (":90C:2EUR5,00\n", "the bank counts 2 lines of 5,00"),
        (":90C:1EUR5,01\n", "the report has 1 of 5.00"),
        (":90C:1EUR5,0,1\n", "the sum of the lines cannot be read"),
        (f":90C:{'9' * 5000}EUR5,00\n", "the sum of the lines cannot be read"),
        (":90C:many\n", "the sum of the lines cannot be read"),
        (":61:260302RD1,00NTRF\n:90C:1EUR5,00\n", ""),
    ],
)
def test_sums_of_an_interim_report_are_checked(sums: str, why: str) -> None:
    doubts = read(HEAD, ":34F:EUR0,\n", FIVE, sums).doubts

    assert bool(doubts) == bool(why)
    assert why in " ".join(doubts)


def test_a_report_that_leaves_small_lines_out_proves_no_sums() -> None:
    assert read(HEAD, ":34F:EURC10,\n", FIVE, ":90C:2EUR7,00\n").doubts == ()


def test_the_currency_is_that_of_the_balances_or_the_limit() -> None:
    assert line("260302C5,00NTRF").amount.currency == "EUR"
    ours = ":20:A\n:25:NL13TEST0123456789CHF\n:28C:1\n" + FIVE
    assert (read(ours).account, read(ours).lines[0].amount.currency) == (
        "NL13TEST0123456789",
        "CHF",
    )
    limit = read(HEAD, ":34F:SEKD0,\n", FIVE)
    assert limit.lines[0].amount.currency == "SEK"
    assert read(HEAD, ":34F:?\n", FIVE).lines[0].amount.currency == "EUR"


def test_expected_lines_are_not_booked() -> None:
    statement = read(HEAD, ":34F:EUR0,\n:61:260302EC5,00NTRFNONREF\n")

    assert statement.lines[0].status == "pending"


def test_lines_of_nothing_are_left_out() -> None:
    assert read(HEAD, ":61:260302C0,00NTRFNONREF\n").lines == ()


def test_references_are_told_from_words_for_none() -> None:
    named = line("260302C5,00NTRFKD-77//B-9\nmore of it")
    pointing = line("260302C5,00NTRFEREF+//NONREF\n/TRCD/00100/")

    assert (named.bank_reference, named.remittance) == ("B-9", "more of it KD-77")
    assert (pointing.bank_reference, pointing.remittance) == ("", "")


def test_an_account_in_place_of_the_reference_names_the_payer() -> None:
    got = line("260302C5,00NOVBNL29TEST0000000042\nj. voorbeeld")

    assert (got.iban, got.counterparty) == ("NL29TEST0000000042", "j. voorbeeld")


@pytest.mark.parametrize("mark", ["?", "~", ">", "<", "^"])
def test_sub_fields_are_read_whatever_their_mark(mark: str) -> None:
    details = f"166?00GUTSCHRIFT?109310?20EREF+A-1?21SVWZ+RG 12?31{ACCOUNT}?32Muster?33"

    assert told(details.replace("?", mark)) == (
        "Muster",
        ACCOUNT,
        "A-1",
        "GUTSCHRIFT EREF+A-1 SVWZ+RG 12",
    )


def test_a_full_sub_field_goes_on_in_the_next() -> None:
    _, account, _, text = told(
        "166?20SVWZ+RECHNUNG NR. 2026-0123?214 vom 1.3.?22Danke?31123456789?30BLZ"
    )

    assert text == "SVWZ+RECHNUNG NR. 2026-01234 vom 1.3. Danke"
    assert account == "123456789"


def test_sub_fields_wrapped_at_the_full_line_are_whole_again() -> None:
    whole = "166?00GUTSCHRIFT?20SVWZ+RG 2026-17 vom 1.3. Kd?21Nr 4711?32Muster Gm"

    assert len(whole) == 68
    assert told(f"{whole[:65]}\n{whole[65:]}bH")[0] == "Muster GmbH"


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        (
            "/EREF/A-1//CNTP/NL29TEST0000000042/TESTNL2A/Test BV/UTRECHT//REMI/USTD//F1/",
            ("Test BV", "NL29TEST0000000042", "A-1"),
        ),
        (
            "/TRTP/SEPA/IBAN/NL29TEST0000000042/NAME/Test BV/REMI/F1/EREF/NOTPROVIDED",
            ("Test BV", "NL29TEST0000000042", ""),
        ),
        ("/ORDP//NAME/J. Test/REMI/F1", ("J. Test", "", "")),
        (
            "/ORDP/530500003804\n/TEST DOOEL SKOPJE\n/00//00",
            ("TEST DOOEL SKOPJE", "530500003804", ""),
        ),
        (
            "/EREF/A-1/ACCW/NL29TEST0000000042,TESTNL2A/REMI/F1",
            ("", "NL29TEST0000000042", "A-1"),
        ),
        (
            "REK: NL29TEST0000000042/NAAM: Test BV",
            ("Test BV", "NL29TEST0000000042", ""),
        ),
        ("NAAM: Test BV      OMSCHRIJVING: F1", ("Test BV", "", "")),
        ("NL29TEST0000000042 j. test\nF1", ("j. test", "NL29TEST0000000042", "")),
        ("NL00TEST0000000042 wrong digits", ("", "", "")),
        ("Zahlung EREF: A-1 SVWZ: RG 12", ("", "", "A-1")),
        ("", ("", "", "")),
    ],
)
def test_payer_account_and_reference_are_found(
    details: str, expected: tuple[str, str, str]
) -> None:
    assert told(details)[:3] == expected


def test_an_account_on_the_line_below_is_the_payers() -> None:
    assert line("260302C5,00N102EREF\nNL29TEST0000000042").iban == "NL29TEST0000000042"


def test_a_mark_in_prose_makes_no_sub_fields() -> None:
    assert told("A >20 Stueck")[3] == "A >20 Stueck"


def test_our_own_account_is_not_the_other_sides() -> None:
    ours = ":20:A\n:25:NL13TEST0123456789\n:28C:1\n" + FIVE
    details = ":86:/IBAN/NL13TEST0123456789/NAME/Test/REMI/van NL13TEST0123456789\n"

    assert read(ours, details).lines[0].iban == ""


def test_a_reference_without_an_end_stops_at_the_blank() -> None:
    assert told("?20EREF+A-1 this text follows it for ever and ever")[2] == "A-1"


def test_fields_of_the_bank_give_text_and_name() -> None:
    got = line(
        "260302C5,00NTRFNONREF", ":NS:01Rechnung\n02 12\n15Muster\n16GmbH\n1899\nfrei\n"
    )

    assert (got.counterparty, got.remittance) == ("Muster GmbH", "Rechnung 12 frei")


@pytest.mark.parametrize(
    ("details", "name"),
    [
        ("BONIFICO DA ALFA IMPIANTI SRL FATTURA 12/2026", "ALFA IMPIANTI SRL"),
        ("BONIFICO A VOSTRO FAVORE DA ALFA SRL PER SALDO FT 12/2026", "ALFA SRL"),
        ("048BONIFICO DA ALFA SRL FATTURA 7", "ALFA SRL"),
        ("BON.DA ROSSI PROVA\nSALDO FATTURA N. 34", "ROSSI PROVA"),
        ("COMMISSIONI SU INCASSO", ""),
    ],
)
def test_prose_that_names_who_paid_is_understood(details: str, name: str) -> None:
    assert told(details)[0] == name


def test_whom_money_went_to_is_no_payer() -> None:
    paid_out = line("260302D5,00NTRFNONREF", ":86:BONIFICO DA ALFA SRL A BETA\n")
    assert paid_out.counterparty == ""
