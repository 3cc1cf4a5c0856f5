"""Settings: what the configuration says, as values of the trade."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from agent.dunning.rates import Rate
from agent.errors import ConfigError
from agent.model.letter import Sender
from agent.model.money import Money
from agent.model.procedure import Closure, Stage
from agent.settings import Settings, loads

FIRM = """
[firm]
name = "Studio Esempio"
addresses = ["Anna@example.com"]
ibans = ["it60 x054 2811 1010 0000 0123 456"]
bank = "Banca Esempio"
city = "Milano"
"""
SMTP = """
[smtp]
host = "smtp.example.com"
from = "Office@Example.com"
"""
MAILBOX = """
[mailbox.boss]
host = "imap.example.com"
user = "boss@example.com"
password_env = "P"
"""


def settings_of(text: str) -> Settings:
    return loads(FIRM + text, Path("/etc/firm/config.toml"))


def test_the_sender_is_the_firm_with_its_first_account() -> None:
    assert settings_of(SMTP).sender() == Sender(
        name="Studio Esempio",
        email="Office@Example.com",
        iban="IT60X0542811101000000123456",
        bank="Banca Esempio",
        city="Milano",
    )


def test_a_firm_without_a_way_out_has_no_address() -> None:
    assert settings_of("").sender().email == ""
    assert settings_of("").message_id_domain == "localhost"


def test_own_addresses_are_those_named_and_those_logged_in_with() -> None:
    text = SMTP + MAILBOX + '[summary]\nto = ["owner@example.org"]'
    assert settings_of(text).own_addresses == {
        "anna@example.com",
        "office@example.com",
        "boss@example.com",
        "owner@example.org",
    }


def test_message_ids_end_with_the_senders_domain_unless_another_is_named() -> None:
    assert settings_of(SMTP).message_id_domain == "example.com"
    named = loads(
        '[firm]\nname = "x"\nmessage_id_domain = "Letters.example"', Path("c.toml")
    )
    assert named.message_id_domain == "letters.example"


def test_the_name_beside_the_address_is_the_firms_unless_another_is_given() -> None:
    assert settings_of(SMTP).sender().from_name == ""
    assert settings_of(SMTP + 'from_name = "Anna"').sender().from_name == "Anna"


def test_the_port_of_submission_follows_its_encryption() -> None:
    implicit, starttls = settings_of(SMTP), settings_of(SMTP + 'tls = "starttls"')
    chosen = settings_of(SMTP + "port = 2525")
    ports = [each.smtp and each.smtp.port for each in (implicit, starttls, chosen)]
    assert ports == [465, 587, 2525]


def test_the_plus_detail_is_tried_unless_it_is_known() -> None:
    assert settings_of(SMTP).smtp.plus_detail == "auto"  # type: ignore[union-attr]
    known = settings_of(SMTP + "plus_detail = false").smtp
    assert known
    assert known.plus_detail is False


def test_letters_are_sent_from_the_mailbox_with_the_senders_login() -> None:
    pec = MAILBOX.replace("boss", "pec") + 'kind = "pec"'
    office = MAILBOX.replace("boss", "office")
    assert settings_of(SMTP + MAILBOX + pec + office).sent_mailbox == "office"
    assert settings_of(SMTP + pec + MAILBOX).sent_mailbox == "boss"
    assert settings_of(SMTP + pec).sent_mailbox == ""


def test_operators_headings_are_kept_by_column() -> None:
    text = '[intake]\ncolumns = { number = "Pratica", due_on = "Entro il" }'
    named = settings_of(text).intake.columns
    assert named == {"number": "Pratica", "due_on": "Entro il"}


def test_statements_are_read_of_the_firms_own_accounts_unless_others_are_named() -> (
    None
):
    assert settings_of("").accounts == ("IT60X0542811101000000123456",)
    text = '[bank]\naccounts = ["DE89 3704 0044 0532 0130 00"]'
    assert settings_of(text).accounts == ("DE89370400440532013000",)


def test_the_summary_speaks_the_firms_language_unless_it_is_told_another() -> None:
    assert settings_of("").summary_language == "it"
    assert settings_of('[summary]\nlanguage = "en"').summary_language == "en"


def test_a_summary_that_the_letters_language_lacks_is_in_english() -> None:
    german = loads('[firm]\nname = "A"\nlanguage = "de"', Path("config.toml"))
    assert german.summary_language == "en"


def test_the_summary_leaves_at_eight_unless_another_time_is_named() -> None:
    assert settings_of("").summary.at == time(8)
    assert settings_of('[summary]\nat = "07:15"').summary.at == time(7, 15)
    assert settings_of("[summary]\nat = 07:15:00").summary.at == time(7, 15)


def test_office_hours_are_those_of_the_trade() -> None:
    hours = settings_of("""
[office]
hours = ["08:30-13:00"]
weekdays = ["mon", "sat"]
half_days = ["12-24"]
""").office_hours()
    assert hours.windows == ((time(8, 30), time(13)),)
    assert hours.weekdays == {0, 5}
    assert hours.zone == "Europe/Rome"
    assert hours.half_days == {(12, 24)}


def test_the_zone_is_the_firms() -> None:
    assert settings_of("").zone == ZoneInfo("Europe/Rome")


def test_a_closure_with_years_is_one_closure() -> None:
    text = '[office]\nclosures = [{ from = 2026-08-10, until = "2026-08-21" }]'
    assert settings_of(text).closures() == (
        Closure(date(2026, 8, 10), date(2026, 8, 21)),
    )


def test_a_closure_without_years_comes_every_year() -> None:
    closures = settings_of(
        '[office]\nclosures = [{ from = "08-10", until = "08-21" }]'
    ).closures()
    assert Closure(date(2026, 8, 10), date(2026, 8, 21)) in closures
    assert Closure(date(2051, 8, 10), date(2051, 8, 21)) in closures


def test_a_yearly_closure_may_run_over_new_year() -> None:
    closures = settings_of(
        '[office]\nclosures = [{ from = "12-24", until = "01-06" }]'
    ).closures()
    assert Closure(date(2026, 12, 24), date(2027, 1, 6)) in closures


def test_extra_holidays_are_single_days_or_yearly_ones() -> None:
    text = '[office]\nextra_holidays = [2026-05-04, "12-07"]'
    days = settings_of(text).extra_holidays()
    assert date(2026, 5, 4) in days
    assert date(2027, 5, 4) not in days
    assert date(2033, 12, 7) in days


def test_the_shipped_procedures_follow_what_dunning_says() -> None:
    text = '[dunning]\nminimum = "12.50"\nunconfirmed_days = 6'
    procedures = settings_of(text).procedures()
    assert procedures["standard"].minimum == Money(1250)
    assert procedures["standard"].unconfirmed_days == 6
    assert procedures["public_body"].unconfirmed_days == 8


def test_an_own_procedure_stands_beside_the_shipped_ones() -> None:
    procedures = settings_of("""
[dunning]
minimum = "5"
[procedure.few_words]
most_a_month = 1
stages = [{ name = "first", days = 7 }, { name = "call", days = 35, call = true }]
""").procedures()
    own = procedures["few_words"]
    assert own.stages == (Stage("first", 7), Stage("call", 35, is_call=True))
    assert (own.name, own.minimum_days, own.most_a_month) == ("few_words", 7, 1)
    assert (own.minimum, own.unconfirmed_days) == (Money(500), 4)
    assert "gentle" in procedures


def test_a_stage_may_count_working_days() -> None:
    own = settings_of(
        """
[procedure.mine]
stages = [{ name = "first", days = 5, working_days = true }]
"""
    ).procedures()["mine"]

    assert own.stages == (Stage("first", 5, in_working_days=True),)


def test_an_own_procedure_may_take_a_shipped_ones_place() -> None:
    text = """
[procedure.standard]
minimum = "0"
unconfirmed_days = 2
stages = [{ name = "only", days = 9 }]
"""
    standard = settings_of(text).procedures()["standard"]
    assert standard.stages == (Stage("only", 9),)
    assert standard.unconfirmed_days == 2


def test_the_ledger_lies_beside_the_configuration_unless_it_is_named() -> None:
    usual = settings_of("").ledger_url().get_secret_value()
    named = settings_of('[ledger]\npath = "/var/lib/x/l.db"').ledger_url()
    assert usual == "sqlite:////etc/firm/sollecito.db"
    assert named.get_secret_value() == "sqlite:////var/lib/x/l.db"


def test_the_ledger_may_be_a_database_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql+psycopg://me:secret@host/db\n")
    plain = settings_of('[ledger]\nurl = "postgresql+psycopg://host/db"').ledger_url()
    hidden = settings_of(f'[ledger]\nurl_file = "{tmp_path / "url"}"').ledger_url()
    assert plain.get_secret_value() == "postgresql+psycopg://host/db"
    assert hidden.get_secret_value() == "postgresql+psycopg://me:secret@host/db"
    assert "secret" not in f"{hidden!r} {hidden}"


def test_what_the_firm_collects_itself_is_known_by_its_method() -> None:
    collected = settings_of("").dunning.self_collected
    assert {"MP12", "MP19", "MP20", "MP21"} <= set(collected)
    assert "MP05" not in collected


RATE = """
[[interest.late_payment]]
from = "2026-07-01"
until = "2026-12-31"
percent = "10.40"
source = "GU 170"
"""


def test_a_rate_of_interest_may_be_added() -> None:
    (row,) = settings_of(RATE).interest.late_payment
    half = (date(2026, 7, 1), date(2026, 12, 31))
    assert row.rate() == Rate(*half, Decimal("10.40"), "GU 170")


@pytest.mark.parametrize(
    ("wrong", "right", "fault"),
    [
        ('"2026-12-31"', '"2026-06-30"', "it ends before it begins"),
        ('"2026-07-01"', '"07-01"', 'a day such as "2026-07-01"'),
        ('"10.40"', "10.40", 'a rate in quotes such as "10.15"'),
        ('"GU 170"', '""', "source"),
    ],
)
def test_a_rate_of_interest_that_cannot_be_is_refused(
    wrong: str, right: str, fault: str
) -> None:
    with pytest.raises(ConfigError, match=fault):
        settings_of(RATE.replace(wrong, right))
