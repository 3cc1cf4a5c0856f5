"""CAMT is read by local names; what does not add up is held."""

import pytest

from agent.bank.formats.camt import FORMAT
from agent.bank.statement import read_statement
from agent.model.payment import BankLine, Statement

BOOKED = "<Sts>BOOK</Sts><BookgDt><Dt>2026-03-05</Dt></BookgDt>"
CREDIT = "<CdtDbtInd>CRDT</CdtDbtInd>"
FIVE = '<Amt Ccy="EUR">5.00</Amt>'


def read(inside: str, report: str = "Stmt", root: str = "BkToCstmrStmt") -> Statement:
    text = (
        f"<Document><{root}><{report}><Id>1</Id>{inside}</{report}></{root}></Document>"
    )
    (statement,) = read_statement(text.encode(), "x.xml", [FORMAT])
    return statement


def entry(details: str = "", head: str = FIVE + CREDIT + BOOKED) -> str:
    return f"<Ntry>{head}{details}</Ntry>"


def line(details: str, head: str = FIVE + CREDIT + BOOKED) -> BankLine:
    return read(entry(f"<NtryDtls><TxDtls>{details}</TxDtls></NtryDtls>", head)).lines[
        0
    ]


def balance(kind: str, amount: str, direction: str = CREDIT) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="EUR">{amount}</Amt>{direction}<Dt><Dt>2026-03-05</Dt></Dt></Bal>'
    )


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (CREDIT + BOOKED, "it has no amount"),
        ("<Amt>5.00</Amt>" + CREDIT + BOOKED, "states no currency"),
        ('<Amt Ccy="EUR">-5.00</Amt>' + CREDIT + BOOKED, "is negative"),
        ('<Amt Ccy="EUR">5.001</Amt>' + CREDIT + BOOKED, "more digits"),
        ('<Amt Ccy="EUR">IMPORTO</Amt>' + CREDIT + BOOKED, "is not an amount"),
        (FIVE + BOOKED, "does not say whether money came in"),
        (FIVE + CREDIT + "<Sts>BOOK</Sts>", "it has no date"),
        (FIVE + CREDIT + "<Sts>ODD</Sts>", "its status 'ODD' is unknown"),
        (
            FIVE + CREDIT + "<Sts>BOOK</Sts><BookgDt><Dt>oggi</Dt></BookgDt>",
            "not a date",
        ),
    ],
)
def test_an_entry_that_cannot_be_read_is_named(head: str, why: str) -> None:
    statement = read(entry() + entry(head=head))

    assert len(statement.lines) == 1
    assert statement.doubts[0].startswith("x.xml line 1: ")
    assert why in statement.doubts[0]


def test_words_for_no_reference_are_none() -> None:
    assert line("<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>").end_to_end_id == ""
    assert line("<Refs><EndToEndId>RE-1</EndToEndId></Refs>").end_to_end_id == "RE-1"
    assert line("<Refs><AcctSvcrRef>NONREF</AcctSvcrRef></Refs>").bank_reference == ""


def test_the_amount_booked_counts_not_the_one_instructed() -> None:
    instructed = "<AmtDtls><InstdAmt><Amt Ccy='USD'>9.00</Amt></InstdAmt></AmtDtls>"

    assert str(line(instructed).amount) == "5.00 EUR"


def test_each_text_and_reference_is_kept_once() -> None:
    remittance = (
        "<RmtInf><Ustrd>FT 12 e FT 13</Ustrd><Strd><RfrdDocInf><Nb>1</Nb></RfrdDocInf>"
        "<RfrdDocInf><Nb>13</Nb></RfrdDocInf><AddtlRmtInf>saldo</AddtlRmtInf></Strd>"
        "</RmtInf><AddtlTxInf>saldo</AddtlTxInf>"
    )

    assert line(remittance).remittance == "FT 12 e FT 13 1 saldo"


def test_the_other_side_is_never_our_own_account() -> None:
    account = "<Acct><Id><IBAN>IT1</IBAN></Id></Acct>"
    ours = (
        "<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Noi</Nm></Dbtr><DbtrAcct><Id><IBAN>IT1"
        "</IBAN></Id></DbtrAcct><UltmtCdtr><Nm>Altra</Nm></UltmtCdtr></RltdPties>"
        "</TxDtls></NtryDtls>"
    )

    assert read(account + entry(ours)).lines[0].counterparty == "Altra"
    assert line("<RltdPties/>").counterparty == ""


def test_a_return_names_the_parties_of_the_payment_it_takes_back() -> None:
    parties = (
        "<RltdPties><Dbtr><Nm>Cliente</Nm></Dbtr><Cdtr><Nm>Noi</Nm></Cdtr></RltdPties>"
    )
    debit = FIVE + "<CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd>" + BOOKED

    assert line(parties, debit).counterparty == "Cliente"
    assert line(parties, debit).is_reversal
    assert not line(parties, debit).is_credit
    assert line(parties).counterparty == "Cliente"
    assert line(parties, debit.replace("true", "false")).counterparty == "Noi"


def test_a_batch_with_a_part_that_cannot_be_read_stays_whole() -> None:
    part = '<TxDtls><Amt Ccy="EUR">2.50</Amt></TxDtls>'
    foreign = part.replace("EUR", "USD")
    broken = part.replace("2.50", "due")
    opened = read(entry(f"<NtryDtls>{part}{part}</NtryDtls>"))

    assert [str(n.amount) for n in opened.lines] == ["2.50 EUR", "2.50 EUR"]
    assert len(read(entry(f"<NtryDtls>{part}{foreign}</NtryDtls>")).lines) == 1
    assert len(read(entry(f"<NtryDtls>{part}{broken}</NtryDtls>")).lines) == 1
    assert len(read(entry(f"<NtryDtls>{part}<TxDtls/></NtryDtls>")).lines) == 1


def test_one_payment_told_of_a_batch_of_many_is_not_the_whole() -> None:
    part = "<TxDtls><Refs><EndToEndId>E2E</EndToEndId></Refs></TxDtls>"
    told = "<NtryDtls><Btch><NbOfTxs>{}</NbOfTxs></Btch>" + part + "</NtryDtls>"

    assert read(entry(told.format("0003"))).lines[0].end_to_end_id == ""
    assert read(entry(told.format("1"))).lines[0].end_to_end_id == "E2E"


def test_entries_without_status_or_date_are_proven_by_the_balances() -> None:
    bare = entry(head=FIVE + CREDIT)
    proven = read(balance("OPBD", "1.00") + balance("CLBD", "6.00") + bare)
    unproven = read(balance("CLBD", "6.00") + bare)

    assert proven.doubts == ()
    assert str(proven.lines[0].booked_on) == "2026-03-05"
    assert unproven.doubts == (
        "x.xml line 1: nothing says whether the entry is booked",
    )


def test_a_balance_that_cannot_be_read_is_named() -> None:
    statement = read(balance("OPBD", "x") + balance("CLBD", "6.00", ""))

    assert statement.opening is None
    assert str(statement.closing) == "6.00 EUR"
    assert "balance: 'x' is not an amount" in statement.doubts[0]


def test_other_currencies_make_no_equation() -> None:
    dollars = entry(head='<Amt Ccy="USD">5.00</Amt>' + CREDIT + BOOKED)

    assert (
        read(balance("OPBD", "1.00") + balance("CLBD", "1.00") + dollars).doubts == ()
    )


def test_only_a_statement_covers_days() -> None:
    days = "<FrToDt><FrDt>2026-03-01</FrDt><ToDt>2026-03-31</ToDt></FrToDt>"
    odd = "<FrToDt><FrDt>x</FrDt></FrToDt>"
    report = read(days + entry(), "Rpt", "BkToCstmrAcctRpt")

    assert str(read(days + entry()).through) == "2026-03-31"
    assert str(read(odd + entry()).since) == "2026-03-05"
    assert (report.since, report.through) == (None, None)
    assert len(report.lines) == 1
