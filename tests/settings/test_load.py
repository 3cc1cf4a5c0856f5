"""Loading: right as a whole, or refused with every fault at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.errors import ConfigError
from agent.settings import Settings, load, load_partial, loads

FILE = Path("config.toml")
MINIMAL = '[firm]\nname = "Studio Esempio"\n'
MAILBOX = """
[mailbox.office]
host = "imap.example.com"
user = "office"
password_env = "P"
"""
CERTIFIED = """
[mailbox.certified]
kind = "pec"
host = "imaps.pec.example"
user = "studio@pec.example"
password_env = "P"
"""
PEC = """
[pec]
host = "smtps.pec.example"
user = "studio@pec.example"
password_env = "P"
from = "studio@pec.example"
"""
SMTP = """
[smtp]
host = "smtp.example.com"
from = "office@example.com"
"""


def refused(text: str) -> str:
    """Give what is said of a faulty text."""
    with pytest.raises(ConfigError) as caught:
        loads(text, FILE)
    return str(caught.value)


def test_a_name_is_all_that_a_configuration_needs() -> None:
    settings = loads(MINIMAL, FILE)
    assert settings.firm.name == "Studio Esempio"
    assert settings.sending.mode == "off"
    assert settings.smtp is None


def test_every_fault_is_told_at_once_in_order_of_lines() -> None:
    text = """\
[firm]
nam = "Studio Esempio"
zone = "Europe/Romme"

[smtp]
host = "smtp.example.com"
port = "465"
tls = "startls"

[dunning]
procedure = "standart"
"""
    assert refused(text).splitlines() == [
        "config.toml:1: firm.name: is missing; expected text in quotes",
        "config.toml:2: firm.nam: unknown key; did you mean firm.name?",
        (
            'config.toml:3: firm.zone: "Europe/Romme" is not a time zone; expected a time '
            'zone such as "Europe/Rome"; did you mean "Europe/Rome"?'
        ),
        (
            "config.toml:5: smtp.from: is missing; expected a mail address such as "
            "office@example.com"
        ),
        (
            'config.toml:7: smtp.port: "465" stands here; expected a whole number from 1 '
            "to 65535; did you mean 465, without quotation marks?"
        ),
        (
            'config.toml:8: smtp.tls: "startls" is not known; expected "implicit" or '
            '"starttls"; did you mean "starttls"?'
        ),
        (
            'config.toml:11: dunning.procedure: there is no procedure "standart"; expected '
            'one of standard, gentle, public_body, long_standing, returned, proforma, plan; did you mean "standard"?'
        ),
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[office]\nhours = []", "office.hours: no hours are left"),
        ('[office]\nhours = ["9-12"]', 'office.hours[1]: "9-12" is not a span of time'),
        (
            '[office]\nhours = ["14:00-15:00", "09:00-12:00"]',
            "office.hours: the hours overlap or are out of order",
        ),
        (
            '[office]\nhours = ["12:00-09:00"]',
            'office.hours[1]: "12:00-09:00" ends before it begins',
        ),
        ("[office]\nweekdays = []", "office.weekdays: is empty"),
        (
            '[office]\nweekdays = ["mon", "tues"]',
            'office.weekdays[2]: "tues" is not known',
        ),
        (
            '[office]\nclosures = [{ from = "08-10", until = 2026-08-12 }]',
            "office.closures[1]: one day is of one year, the other of every year",
        ),
        (
            "[office]\nclosures = [{ from = 2026-08-20, until = 2026-08-12 }]",
            "office.closures[1]: it ends before it begins",
        ),
        (
            '[office]\nextra_holidays = ["02-29"]',
            'office.extra_holidays[1]: "02-29" is not a day',
        ),
        (
            '[office]\nhalf_days = ["2026-12-24"]',
            'office.half_days[1]: "2026-12-24" is a day of one year only',
        ),
        ("[summary]\nat = 8", "summary.at: 8 is not a time of day"),
        ('[summary]\nto = ["anna"]', 'summary.to[1]: "anna" is not a mail address'),
        ("[sending]\nundo_minutes = -1", "sending.undo_minutes: -1 is too small"),
        ("[sending]\nundo_minutes = true", "sending.undo_minutes: true stands here"),
        ("[clock]\nsimulated = 1", "clock.simulated: 1 stands here"),
        (
            '[clock]\nsimulated = true\nnow = "2026-13-01T09:00"',
            'clock.now: "2026-13-01T09:00" is not a moment',
        ),
        ('[clock]\nnow = "2026-12-01T09:00"', "clock: now needs simulated = true"),
        ("[dunning]\nminimum = 12.5", "dunning.minimum: 12.5 is not an amount"),
        (
            '[dunning]\ngroups = { old = "gentel" }',
            'dunning.groups.old: there is no procedure "gentel"',
        ),
        (
            '[dunning]\nself_collected = ["RIBA"]',
            'dunning.self_collected[1]: "RIBA" is not known',
        ),
        ("[procedure.mine]\nstages = []", "no stage comes after the due date"),
        (
            '[procedure.mine]\nstages = [{ name = "a", days = 5 }, { name = "a", days = 3 }]',
            "procedure.mine.stages: 'a' must come on a later day than 'a'",
        ),
        (
            '[procedure.mine]\nstages = [{ name = "a", days = 5, atach = true }, { name = "b", days = 3 }]',
            "procedure.mine.stages: 'b' must come on a later day than 'a'",
        ),
        (
            '[procedure.mine]\nstages = [{ name = "a", days = "5" }, { name = "b", days = 3 }]',
            "procedure.mine.stages: 'b' must come on a later day than 'a'",
        ),
        (
            '[procedure.mine]\nstages = [{ name = "a", days = "3" }]',
            "before the due date; did you mean 3, without quotation marks?",
        ),
        (
            '[dunning]\nhabits = "true"',
            "expected true or false; did you mean true, without quotation marks?",
        ),
        ("[procedure.Mine]\nstages = []", 'procedure.Mine: "Mine" is not a name'),
        ('[mailbox]\nhost = "x"', "mailbox.host: "),
        (
            '[customers]\ndomains = ["@x"]',
            'customers.domains[1]: "@x" is not a mail dom',
        ),
        ('[bank]\naccounts = ["IT00"]', 'bank.accounts[1]: "IT00" is not an IBAN'),
        ('[templates]\nfolder = ""', "templates.folder: it is not a path"),
        (
            '[intake]\ncolumns = { numbr = "Pratica" }',
            "config.toml:5: intake.columns.numbr: there is no such column; expected one",
        ),
        (
            '[intake]\nstatement_columns = { credits = "Entrate" }',
            'did you mean "credit"?',
        ),
        ("[smtp]\nport = 70000", "smtp.port: 70000 is too large"),
        (
            '[smtp]\nhost = "https://smtp.example.com"',
            'smtp.host: "https://smtp.example.com" is not the name of a server',
        ),
        ("[firm.name]\nx = 1", "not TOML"),
        ("[smtp.host]\nx = 1", "smtp.host: a table stands here; expected a server's"),
        (f'[summary]\nat = "{"9" * 99}"', f'summary.at: "{"9" * 99}" is not a time'),
        (f'[log]\nlevel = "{"9" * 99}"', f'log.level: "{"9" * 60}…" is not known'),
        (
            "[qqqqqq]",
            "qqqqqq: unknown key; expected one of firm, ledger, mailbox, smtp",
        ),
        ("[log]\nlevel = []", "log.level: a list is not known"),
        ("[log]\nlevel = 1\nlevel = 2", "not TOML: this key is there already"),
        ("[log]\n[log]", "not TOML: the table [log] is there already"),
        ("[a.b]\n[a.b]", "not TOML: the table [a.b] is there already"),
        ('[log]\nlevel = "info', "not TOML: a text has no closing quote"),
        (f'[summary]\nto = ["{"z" * 999}"]', f'summary.to[1]: "{"z" * 59}… is wrong;'),
        (
            "[intake]\nibans = []",
            "intake.ibans: unknown key here; did you mean firm.ib",
        ),
        (
            '[procedure.own]\nstages = [{ name = "a", after_days = 3 }]',
            "unknown key here; did you mean procedure.own.stages[1].days or interest.",
        ),
        (
            "[interest]\nafter_days = 0",
            "interest.after_days: 0 is too small; expected a whole number, 1 or more",
        ),
    ],
)
def test_a_wrong_value_is_told_with_its_key(written: str, said: str) -> None:
    assert said in refused(f"{MINIMAL}\n{written}")


def test_a_value_where_tables_belong_is_told() -> None:
    assert refused(f'mailbox = "x"\n{MINIMAL}') == (
        'config.toml:1: mailbox: "x" stands here; expected tables with names of your '
        "choice"
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('[firm]\nname = ""', "firm.name: is empty"),
        ('[firm]\nname = "x"\ncountry = "Italy"', '"Italy" is not a country code'),
        ('[firm]\nname = "x"\nregion = "XX"', 'no holidays are known of "XX" in IT'),
        ('[firm]\nname = "x"\nlanguage = "pt"', 'firm.language: "pt" is not known'),
        (
            '[firm]\nname = "x"\naddresses = "a@example.com"',
            (
                'firm.addresses: "a@example.com" stands here; expected a list in [ ], each a '
                "mail address"
            ),
        ),
        ('[firm]\nvat_id = "NOTANADDRESS"', '"NOTANADDRESS" is no VAT number'),
        ('[firm]\nvat_id = "DE136695977"', 'firm.vat_id: "DE136695977" is no VAT'),
        (
            '[firm]\nname = "x"\nibans = ["IT61X0542811101000000123456"]',
            "is not an IBAN, or a digit of it is wrong",
        ),
    ],
)
def test_a_wrong_firm_is_told(written: str, said: str) -> None:
    assert said in refused(written)


@pytest.mark.parametrize("region", ["MI", "IT-MI", "Milano"])
def test_a_region_is_named_by_its_code_or_town(region: str) -> None:
    settings = loads(f'{MINIMAL}region = "{region}"', FILE)
    assert settings.firm.region == region


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            MINIMAL + '[mailbox.office]\nhost = "h"\nuser = "u"',
            "mailbox.office: no password is named; expected one of password_file, ",
        ),
        (
            MINIMAL + MAILBOX + 'password_file = "p"',
            "mailbox.office.password_env: password_file is given too",
        ),
        (MINIMAL + SMTP + 'user = "u"', "smtp: no password is named"),
        (
            MINIMAL + '[ledger]\npath = "a"\nurl_file = "b"',
            "ledger.url_file: path is given too",
        ),
        (
            MINIMAL + '[sending]\nmode = "auto"' + MAILBOX,
            'sending.mode: "auto", but letters have no way out; expected a table [smtp]',
        ),
        (
            MINIMAL + '[sending]\nmode = "approve"' + SMTP,
            "replies and bounces would not be seen",
        ),
        (
            MINIMAL + '[summary]\nto = ["a@example.com"]',
            "summary.to: the mail has no way out",
        ),
        (MINIMAL + PEC, "pec: its receipts would not be seen"),
        (MINIMAL + PEC + MAILBOX, "pec: its receipts would not be seen"),
        (
            MINIMAL + PEC + 'mailbox = "certifed"' + CERTIFIED,
            'expected a table [mailbox.NAME] with kind = "pec"; did you mean "certified"?',
        ),
        (
            MINIMAL + PEC.replace('from = "', 'from = "another.') + CERTIFIED,
            "pec.from: its receipts go there, but [mailbox.certified] reads",
        ),
        (
            MINIMAL + PEC.replace("password_env", "#") + CERTIFIED,
            "pec: no password is named",
        ),
        (
            MINIMAL
            + '[procedure.own]\nstages = [{ name = "a", days = 3, channel = "pec" }]',
            "procedure.own.stages[1].channel: certified mail has no way out",
        ),
        (
            MINIMAL
            + '[procedure.own]\nstages = [{ name = "a", days = 3, copy_to = ["x@else.test"] }]',
            "procedure.own.stages[1].copy_to[1]: x@else.test is none of your own",
        ),
        (
            MINIMAL
            + '[procedure.own]\nstages = [{ name = "a", days = 3, call = true, formal = true }]',
            "procedure.own.stages[1].formal: this stage is a call: no letter leaves",
        ),
        (
            MINIMAL
            + '[procedure.own]\nstages = [{ name = "a", days = 3, copy_to = ["boss"] }]',
            'procedure.own.stages[1].copy_to[1]: "boss" is not a mail address',
        ),
        (
            MINIMAL
            + '[procedure.own]\nstages = [{ name = "a", days = 3, receipt = "yes" }]',
            "procedure.own.stages[1].receipt: ",
        ),
    ],
)
def test_keys_that_do_not_fit_together_are_told(written: str, said: str) -> None:
    assert said in refused(written)


@pytest.mark.parametrize(
    "stage",
    [
        'copy_to = ["boss"]',
        'copy_to = "senior"',
        'copy_to = ["x@else.test"]',
        'call = true, copy_to = ["x@else.test"]',
    ],
)
def test_one_thing_wrong_with_who_gets_a_copy_is_told_once(stage: str) -> None:
    written = f'[procedure.own]\nstages = [{{ name = "a", days = 3, {stage} }}]'

    assert refused(f"{MINIMAL}\n{written}").count("stages[1].copy_to") == 1


@pytest.mark.parametrize(
    "written",
    [
        MINIMAL + SMTP + 'password = "hunter2"',
        MINIMAL + SMTP + "password_file = 5\npassword_env = 'hunter2 x'",
        MINIMAL + SMTP + "credential = 'hunter2 x'",
        MINIMAL + SMTP + "passwordd = 'hunter2'",
        MINIMAL + SMTP + "password_command = ['hunter2']",
        MINIMAL + "[ledger]\nurl = 'postgresql://me:hunter2@host/db'",
        MINIMAL + "[ledger]\nurl = 'postgresql+psycopg://me:hunter2@host/db'",
        MINIMAL + SMTP + "password_file = 'hunter2",
        MINIMAL + CERTIFIED + PEC + 'password = "hunter2"',
    ],
)
def test_no_fault_ever_shows_a_secret(written: str) -> None:
    assert "hunter2" not in refused(written)


def test_a_password_in_the_file_is_told_where_it_belongs() -> None:
    assert (
        "config.toml:7: smtp.password: no password ever stands in this file; expected "
        "password_file, password_env, password_command or credential"
    ) in refused(MINIMAL + SMTP + 'password = "x"')


def test_a_list_with_a_wrong_entry_is_not_called_empty_too() -> None:
    said = refused(MINIMAL + '[office]\nweekdays = ["lun"]\n')
    assert "is empty" not in said
    assert 'office.weekdays[1]: "lun" is not known' in said


def test_what_is_not_toml_is_told_with_its_line() -> None:
    assert refused("[firm]\nname = Studio\n") == (
        "config.toml:2: not TOML: no value stands here; expected text in quotes, "
        "a number, true, false, [ ], { }"
    )


def test_an_unfinished_text_is_told_at_its_end() -> None:
    assert refused('[firm]\nname = """x\n').startswith("config.toml:3: not TOML: ")


def test_a_file_that_is_missing_names_the_cure(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not exist; `sollecito init` writes"):
        load(tmp_path / "config.toml")


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b'[firm]\nname = "Citt\xe0"\n')
    with pytest.raises(ConfigError, match=":2: a letter here is not UTF-8; save"):
        load(tmp_path / "config.toml")


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read: Is a directory"):
        load(tmp_path)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(MINIMAL, "utf-8-sig")
    assert load(tmp_path / "config.toml").firm.name == "Studio Esempio"


def test_relative_paths_start_at_the_files_folder(tmp_path: Path) -> None:
    text = MINIMAL + '[intake]\nfolder = "drop"\n[templates]\nfolder = "/srv/letters"\n'
    settings = loads(text, tmp_path / "config.toml")
    assert settings.intake.folder == tmp_path / "drop"
    assert settings.templates.folder == Path("/srv/letters")


def test_settings_are_frozen() -> None:
    settings = loads(MINIMAL, FILE)
    with pytest.raises(ValueError, match="frozen"):
        settings.firm = settings.firm  # type: ignore[misc]


def test_a_part_of_a_configuration_is_enough_for_reading(tmp_path: Path) -> None:
    path = tmp_path / "part.toml"
    path.write_text("""\
[firm]
addresses = ["office@example.com"]
ibans = ["IT00 X000"]
[mailbox.office]
trusted_authserv_ids = ["mx.example.com"]
[bank]
notice_domains = ["Bank.example"]
""")
    partial = load_partial(path)
    assert partial.firm.name == ""
    assert partial.firm.ibans == ("IT00X000",)
    assert partial.trusted_authserv_ids == {"mx.example.com"}
    assert partial.bank.notice_domains == ("bank.example",)
    assert partial.customers.domains == ()


def test_a_whole_configuration_serves_for_reading_too(tmp_path: Path) -> None:
    path = tmp_path / "whole.toml"
    path.write_text(MINIMAL + MAILBOX + SMTP)
    assert load_partial(path).firm.name == "Studio Esempio"


def test_an_unknown_key_is_a_fault_for_reading_too(tmp_path: Path) -> None:
    path = tmp_path / "part.toml"
    path.write_text('[bank]\nsender = []\n[firm]\naddresses = ["x"]\n')
    with pytest.raises(ConfigError) as caught:
        load_partial(path)
    first, second = str(caught.value).splitlines()
    assert first.endswith("bank.sender: unknown key; did you mean bank.senders?")
    assert f'{path}:4: firm.addresses[1]: "x" is not a mail address' in second


def test_an_unknown_key_alone_is_a_fault_for_reading(tmp_path: Path) -> None:
    path = tmp_path / "part.toml"
    path.write_text("[bank]\nsender = []\n")
    with pytest.raises(ConfigError, match=r"did you mean bank\.senders"):
        load_partial(path)


def test_a_part_that_is_not_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "part.toml"
    path.write_text("firm\n")
    with pytest.raises(ConfigError, match=":1: not TOML"):
        load_partial(path)


def test_reading_a_good_text_gives_settings() -> None:
    assert isinstance(loads(MINIMAL + MAILBOX + SMTP, FILE), Settings)


def test_stages_out_of_order_are_told_once() -> None:
    stages = '[{ name = "a", days = 5 }, { name = "b", days = 3 }]'
    assert refused(f"{MINIMAL}\n[procedure.mine]\nstages = {stages}") == (
        "config.toml:5: procedure.mine.stages: 'b' must come on a later day than 'a'"
    )
