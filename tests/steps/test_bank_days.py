"""Letters wait while a bank statement is missing, and everything says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from agent.ledger import coverage, recording
from agent.model.day import Line
from agent.model.money import Money
from agent.model.payment import BankLine, Statement
from agent.steps import read_bank, rounds
from agent.steps.bank_days import bank_is_late
from agent.steps.day_bank import accounts_due
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.look.status import status
from agent.steps.look.why import why
from agent.steps.summarise import show
from tests.desks import with_mode
from tests.steps import given

IBAN = "IT60X0542811101000000123456"
DUE = date(2026, 9, 1)

MT942 = f""":20:INTERIM
:25:{IBAN}
:28C:1/1
:34F:EUR0,
:13D:2609071200+0200
:61:2609070907C10,00NTRFNONREF
:86:Bonifico
:90D:0EUR0,
:90C:1EUR10,00
"""
OFX = f"""OFXHEADER:100

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR
<BANKACCTFROM><BANKID>0<ACCTID>{IBAN}<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260905<TRNAMT>10.00<FITID>1
<NAME>Alfa</STMTTRN></BANKTRANLIST>
<LEDGERBAL><BALAMT>10.00<DTASOF>20260907</LEDGERBAL>
</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
CAMT_REPORT = (
    "<Document><{kind}><{report}><Id>1</Id><Acct><Id><IBAN>" + IBAN + "</IBAN></Id>"
    "</Acct><FrToDt><FrDtTm>2026-09-01T00:00:00</FrDtTm>"
    "<ToDtTm>2026-09-06T00:00:00</ToDtTm></FrToDt>"
    '<Ntry><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>'
    "<BookgDt><Dt>2026-09-05</Dt></BookgDt></Ntry></{report}></{kind}></Document>"
)
WALLET = """Date,Description,Amount,Fee,Currency,Balance
05/09/2026,Incoming from Alfa,10.00,0.00,EUR,10.00
20/09/2026,Card,-2.00,0.50,EUR,7.50
"""


@pytest.fixture
def banked(desk: Desk) -> Desk:
    """A desk with an account of its own, on Monday the seventh of September."""
    return replace(desk, intake=replace(desk.intake, accounts=(IBAN,), stale_days=2))


def covered(desk: Desk, through: date, account: str = IBAN) -> None:
    with transaction(desk) as tx:
        statement = Statement(account, (), through=through)
        read_bank.record(desk, tx, statement, "e.xml", "")


def test_without_any_statement_no_letter_leaves(banked: Desk) -> None:
    given.invoice(banked, "1/2026", DUE)
    rounds.run_round(banked)
    done = given.send_all(banked)
    assert given.recipients(banked) == []
    assert done.waits == "no bank statement of account ...3456 was read yet"


def test_a_statement_of_some_days_ago_is_enough_until_it_is_too_old(
    banked: Desk,
) -> None:
    given.invoice(banked, "1/2026", DUE)
    covered(banked, date(2026, 9, 3))  # two working days before the Monday
    rounds.run_round(banked)
    given.send_all(banked)
    assert given.recipients(banked) == ["anna@client.test"]
    given.pass_time(banked, days=1)
    with picture(banked) as tx:
        assert "goes to 2026-09-03" in bank_is_late(banked, tx)


def test_status_and_why_say_that_letters_wait_for_the_bank(banked: Desk) -> None:
    given.invoice(banked, "1/2026", DUE)
    assert "no bank statement" in status(banked).off_because
    assert "no bank statement" in why(banked, "1/2026").paragraph


@pytest.mark.parametrize("written", ["", "000000123456", "0123456", IBAN.lower()])
def test_a_statement_covers_the_account_it_names_in_short(
    banked: Desk, written: str
) -> None:
    covered(banked, date(2026, 9, 4), written)
    with picture(banked) as tx:
        assert coverage.days(tx) == {IBAN: date(2026, 9, 4)}


def soon(desk: Desk) -> list[Line]:
    with picture(desk) as tx:
        return accounts_due(desk, tx)


def test_the_summary_of_the_day_before_names_the_file_and_the_letters(
    banked: Desk,
) -> None:
    covered(banked, date(2026, 9, 3))  # enough for the Monday, too old on Tuesday
    given.invoice(banked, "1/2026", date(2026, 9, 5))  # the first letter on Tuesday
    given.invoice(banked, "2/2026", date(2026, 9, 5), name="Beta", email="b@beta.test")
    given.invoice(banked, "3/2026", date(2026, 9, 7), name="Zeta", email="z@zeta.test")

    (line,) = soon(banked)
    text = " ".join(show(banked).text.replace("\u00a0", " ").split())

    assert (line.title, line.said, line.day) == (IBAN, "bank.due", date(2026, 9, 3))
    assert line.facts == {"count": 2, "late_on": date(2026, 9, 8)}
    assert (
        "Conto …123456 Gli estratti conto coprono fino al 3 settembre. Se non ne "
        "arriva un altro, dall’8 settembre 2 lettere aspettano." in text
    )


def test_a_letter_nobody_approved_yet_is_counted_too(banked: Desk) -> None:
    covered(banked, date(2026, 9, 3))
    given.invoice(banked, "1/2026", DUE)
    desk = with_mode(banked, "approve")
    rounds.run_round(desk)
    (line,) = soon(desk)
    assert line.facts["count"] == 1


def test_the_next_day_is_the_next_working_day(banked: Desk) -> None:
    given.pass_time(banked, days=4)  # a Friday
    covered(banked, date(2026, 9, 9))
    (line,) = soon(banked)
    assert line.facts["late_on"] == date(2026, 9, 14)


def test_nothing_is_told_of_an_account_that_is_covered_or_already_late(
    banked: Desk,
) -> None:
    covered(banked, date(2026, 9, 4))
    assert soon(banked) == []
    given.pass_time(banked, days=4)
    assert soon(banked) == []
    assert "gli estratti" in show(banked).text.lower()


def test_accounts_of_others_and_a_desk_that_sends_nothing_are_not_warned_of(
    banked: Desk,
) -> None:
    covered(banked, date(2026, 9, 3), "DE00OTHER")
    assert soon(banked) == []
    covered(banked, date(2026, 9, 3))
    assert soon(with_mode(banked, "off")) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("e.sta", MT942),
        ("e.ofx", OFX),
        ("e.xml", CAMT_REPORT.format(kind="BkToCstmrAcctRpt", report="Rpt")),
        ("e.xml", CAMT_REPORT.format(kind="BkToCstmrDbtCdtNtfctn", report="Ntfctn")),
        ("e.csv", WALLET),
    ],
)
def test_what_is_no_full_statement_brings_money_and_covers_no_day(
    banked: Desk, name: str, data: str
) -> None:
    found = banked.readers.look(data.encode(), name).read()
    with transaction(banked) as tx:
        for statement in found.statements:
            read_bank.record(banked, tx, statement, name, "", despite_doubts=True)
    with picture(banked) as tx:
        assert coverage.days(tx) == {}
    assert given.free_cents(banked) == [1_000]


def test_money_that_a_mail_announces_covers_no_day(banked: Desk) -> None:
    line = BankLine(date(2026, 9, 7), Money(1_000), is_credit=True)
    with transaction(banked) as tx:
        recording.record(tx, line, IBAN, "mark", "notice", "")
    with picture(banked) as tx:
        assert coverage.days(tx) == {}


def test_an_older_statement_takes_no_day_back(banked: Desk) -> None:
    covered(banked, date(2026, 9, 4))
    covered(banked, date(2026, 9, 1))
    with picture(banked) as tx:
        assert coverage.days(tx) == {IBAN: date(2026, 9, 4)}


def test_a_period_stated_beyond_today_covers_until_today_alone(banked: Desk) -> None:
    covered(banked, date(2026, 9, 30))
    with picture(banked) as tx:
        assert coverage.days(tx) == {IBAN: date(2026, 9, 7)}
