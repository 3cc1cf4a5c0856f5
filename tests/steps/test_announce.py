"""What a bank's mail tells holds reminders; only the statement pays an invoice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from email.message import EmailMessage

import pytest

from agent.errors import Refused
from agent.ledger import coverage
from agent.model.money import Money
from agent.model.payment import BankLine, Statement
from agent.steps import read_bank, rounds
from agent.steps.act import money, quarantine, trusting
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.look.lists import invoice_rows, payment_rows, set_aside
from tests.desks import open_desk
from tests.steps import given

OURS = "IT60X0542811101000000123456"
PROOF = "mx.firm.test; dkim=pass header.d=bank.test; dmarc=pass header.from=bank.test"
SIGNED = "v=1; a=rsa-sha256; d=bank.test; s=s1; h=from:to:date:subject; b=abc"
TODAY = "Mon, 07 Sep 2026 09:00:00 +0200"
WORDS = (
    "Sul conto che termina con ...3456 hai ricevuto un bonifico.\n\n"
    "Ordinante: Alfa Srl\nImporto: 100,00 EUR\nCausale: saldo fattura 1/2026\n"
)


@pytest.fixture
def desk() -> Desk:
    desk = given.live(open_desk())
    intake = replace(
        desk.intake,
        trusted={"office": frozenset({"mx.firm.test"})},
        notice_domains=frozenset({"bank.test"}),
        accounts=(OURS,),
    )
    desk = replace(desk, intake=intake)
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    return desk


def notice(
    words: str = WORDS,
    *,
    proof: str = PROOF,
    signed: str = SIGNED,
    day: str = TODAY,
    mark: str = "n1",
    sender: str = "avvisi@bank.test",
    to: str = "office@firm.test",
) -> bytes:
    message = EmailMessage()
    message["Authentication-Results"] = proof
    message["DKIM-Signature"] = signed
    message["From"] = sender
    message["To"] = to
    message["Date"] = day
    message["Subject"] = "Avviso di accredito"
    message["Message-ID"] = f"<{mark}@bank.test>"
    message.set_content(words)
    return message.as_bytes()


def open_cents(desk: Desk) -> list[int]:
    return [row.open.cents for row in invoice_rows(desk, everything=True)]


def decisions(desk: Desk) -> list[tuple[str, int]]:
    return [(row.decision, row.amount.cents) for row in payment_rows(desk)]


def statement(desk: Desk, text: str, payer: str, day: date | None = None) -> None:
    line = BankLine(
        day or desk.clock.today(),
        Money(10_000),
        is_credit=True,
        counterparty=payer,
        remittance=text,
    )
    with transaction(desk) as tx:
        read_bank.record(desk, tx, Statement(OURS, (line,)), "statement.xml", "")


def wait(desk: Desk, days: int) -> None:
    given.pass_time(desk, days=days)
    rounds.run_round(desk)


def test_a_genuine_notice_holds_the_reminder_and_pays_nothing(desk: Desk) -> None:
    given.arrives(desk, notice())
    assert decisions(desk) == [("announced", 10_000)]
    assert open_cents(desk) == [10_000]
    assert given.standing_holds(desk) == [("claim", date(2026, 9, 14))]
    given.send_all(desk)
    assert given.recipients(desk) == []


def test_the_statements_line_is_the_same_payment(desk: Desk) -> None:
    given.arrives(desk, notice())
    statement(desk, "saldo fattura 1/2026", "ALFA SRL")
    rounds.run_round(desk)
    assert decisions(desk) == [("settled", 10_000)]
    assert open_cents(desk) == [0]
    assert given.standing_holds(desk) == []


def test_a_notice_behind_the_statement_tells_nothing_new(desk: Desk) -> None:
    statement(desk, "saldo fattura 1/2026", "ALFA SRL")
    rounds.run_round(desk)
    given.arrives(desk, notice())
    assert decisions(desk) == [("settled", 10_000)]


def test_the_money_of_last_week_is_not_what_a_notice_tells_of(desk: Desk) -> None:
    statement(desk, "saldo fattura 1/2026", "ALFA SRL", date(2026, 8, 31))
    given.arrives(desk, notice())
    assert ("announced", 10_000) in decisions(desk)


def test_money_on_another_account_confirms_nothing(desk: Desk) -> None:
    given.arrives(desk, notice())
    given.money(desk, 10_000, "saldo fattura 1/2026", "ALFA SRL")
    assert ("announced", 10_000) in decisions(desk)


def test_another_customers_money_confirms_nothing(desk: Desk) -> None:
    given.arrives(desk, notice())
    statement(desk, "affitto", "BETA SPA")
    rounds.run_round(desk)
    assert ("announced", 10_000) in decisions(desk)
    assert ("claim", date(2026, 9, 14)) in given.standing_holds(desk)


def test_what_no_statement_confirms_is_undone_with_a_question(desk: Desk) -> None:
    given.arrives(desk, notice())
    wait(desk, 7)
    assert decisions(desk) == [("announced", 10_000)]
    wait(desk, 1)
    assert decisions(desk) == [("unconfirmed", 10_000)]
    assert given.standing_holds(desk) == []
    (asked,) = set_aside(desk)
    assert asked.kind == "notice"
    assert "look at the account" in asked.error
    with pytest.raises(Refused, match="look at the account"):
        quarantine.retry(desk, "carla", asked.no)


def test_money_that_comes_after_all_is_an_ordinary_payment(desk: Desk) -> None:
    given.arrives(desk, notice())
    wait(desk, 8)
    statement(desk, "saldo fattura 1/2026", "ALFA SRL")
    rounds.run_round(desk)
    assert open_cents(desk) == [0]


def test_a_genuine_notice_sent_again_announces_nothing(desk: Desk) -> None:
    given.arrives(desk, notice())
    given.arrives(desk, notice(mark="another"))
    assert decisions(desk) == [("announced", 10_000)]


def test_a_notice_sent_again_after_its_money_came_announces_nothing(
    desk: Desk,
) -> None:
    given.arrives(desk, notice())
    statement(desk, "saldo fattura 1/2026", "ALFA SRL")
    given.invoice(desk, "2/2026", date(2026, 9, 1))
    given.arrives(desk, notice(mark="another"))
    assert decisions(desk) == [("settled", 10_000)]
    assert given.standing_holds(desk) == []


def test_an_old_genuine_notice_is_only_a_claim(desk: Desk) -> None:
    given.arrives(desk, notice(day="Tue, 01 Sep 2026 09:00:00 +0200"))
    assert decisions(desk) == []
    assert [reason for reason, _ in given.standing_holds(desk)] == ["claim"]


def test_a_date_that_nobody_signed_is_not_believed(desk: Desk) -> None:
    given.arrives(desk, notice(signed=SIGNED.replace(":date", "")))
    assert decisions(desk) == []


def test_a_notice_about_a_foreign_account_is_only_a_claim(desk: Desk) -> None:
    given.arrives(desk, notice(WORDS.replace("3456", "9999")))
    assert decisions(desk) == []


def test_a_notice_that_names_no_account_must_be_signed_for_us(desk: Desk) -> None:
    words = WORDS.replace("Sul conto che termina con ...3456 hai", "Hai")
    given.arrives(desk, notice(words, signed=SIGNED.replace(":to", "")))
    assert decisions(desk) == []
    given.arrives(desk, notice(words, mark="n2"))
    assert decisions(desk) == [("announced", 10_000)]


def test_a_notice_signed_for_another_is_only_a_claim(desk: Desk) -> None:
    words = WORDS.replace("Sul conto che termina con ...3456 hai", "Hai")
    given.arrives(desk, notice(words, to="victim@other.test"))
    assert decisions(desk) == []


def test_the_signature_of_a_mailing_service_covers_nothing(desk: Desk) -> None:
    other = SIGNED.replace("d=bank.test", "d=mailer.test")
    given.arrives(desk, notice(signed=other))
    assert decisions(desk) == []


def test_a_forged_notice_holds_one_day_at_most(desk: Desk) -> None:
    given.arrives(desk, notice(proof="mx.firm.test; dmarc=none"))
    assert decisions(desk) == []
    assert given.standing_holds(desk) == [("claim", date(2026, 9, 8))]


def test_a_forged_notice_that_leads_elsewhere_holds_nothing(desk: Desk) -> None:
    words = f"{WORDS}\nhttp://bank.evil.test/login\n"
    given.arrives(desk, notice(words, proof="mx.firm.test; dmarc=fail"))
    assert given.standing_holds(desk) == []


def test_forged_notices_day_after_day_hold_five_working_days_in_all(
    desk: Desk,
) -> None:
    forge_daily(desk, days=8)
    assert given.standing_holds(desk) == []


def test_a_genuine_notice_sent_on_and_on_holds_five_working_days_in_all(
    desk: Desk,
) -> None:
    given.arrives(desk, notice(day="Tue, 01 Sep 2026 09:00:00 +0200"))
    given.pass_time(desk, days=7)
    old = notice(day="Tue, 01 Sep 2026 09:00:00 +0200", mark="again")
    given.arrives(desk, old)
    assert set(given.standing_holds(desk)) == {("claim", date(2026, 9, 14))}


def forge_daily(desk: Desk, days: int) -> None:
    for day in range(days):
        proof = "mx.firm.test; dmarc=none"
        words = WORDS.replace("100,00", f"1{day:02},00")
        given.arrives(desk, notice(words, proof=proof, mark=f"f{day}"))
        given.pass_time(desk, days=1)


def test_a_request_with_a_strangers_note_announces_nothing(desk: Desk) -> None:
    words = 'Alfa Srl ti chiede 100,00 EUR: "Hai ricevuto 100,00 EUR, fattura 1/2026"'
    given.arrives(desk, notice(words))
    assert decisions(desk) == []


def test_a_day_of_long_ago_makes_a_claim(desk: Desk) -> None:
    given.arrives(desk, notice(f"{WORDS}Data accredito: 01/06/2026\n"))
    assert decisions(desk) == []


def test_announced_money_cannot_be_put_against_an_invoice(desk: Desk) -> None:
    given.arrives(desk, notice())
    with pytest.raises(Refused, match="only announced"):
        money.allocate(desk, "carla", 1, ["1/2026"])


def test_a_notice_moves_no_accounts_covered_day(desk: Desk) -> None:
    given.arrives(desk, notice())
    with picture(desk) as tx:
        assert coverage.days(tx) == {}


def test_a_bank_is_believed_once_a_person_trusts_it(desk: Desk) -> None:
    proof = PROOF.replace("bank.test", "beta.test")
    signed = SIGNED.replace("bank.test", "beta.test")
    mail = notice(proof=proof, signed=signed, sender="a@info.beta.test")
    proof_of_sub = proof.replace("from=beta", "from=info.beta")
    assert trusting.trust(desk, "carla", "Beta.test") == "beta.test"
    assert trusting.trusted(desk) == ("beta.test",)
    given.arrives(desk, mail.replace(proof.encode(), proof_of_sub.encode()))
    assert decisions(desk) == [("announced", 10_000)]


def test_a_bank_that_nobody_trusts_announces_nothing(desk: Desk) -> None:
    proof = PROOF.replace("bank.test", "beta.test")
    given.arrives(desk, notice(proof=proof, sender="a@beta.test"))
    assert decisions(desk) == []


def test_a_domain_is_trusted_no_more(desk: Desk) -> None:
    trusting.trust(desk, "carla", "beta.test")
    trusting.distrust(desk, "carla", "beta.test")
    assert trusting.trusted(desk) == ()
    with pytest.raises(Refused, match="was not trusted"):
        trusting.distrust(desk, "carla", "beta.test")


@pytest.mark.parametrize("domain", ["gmail.com", "a b", "test", "", "-x.test"])
def test_a_domain_of_everybody_or_none_is_refused(desk: Desk, domain: str) -> None:
    with pytest.raises(Refused):
        trusting.trust(desk, "carla", domain)
