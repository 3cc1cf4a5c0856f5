"""Who has no e-mail that works goes into a table; filled in, it is applied."""

from __future__ import annotations

from datetime import date

from agent.forms.new_workbook import write_workbook
from agent.forms.workbook import read_workbook
from agent.ledger import calls
from agent.steps import intake, rounds
from agent.steps.act.editing import edit
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look.missing import missing_table
from tests.steps import given
from tests.steps.notices import notice

DUE = date(2026, 9, 1)


def table(desk: Desk) -> list[str]:
    written = missing_table(desk, as_workbook=False)[1]
    return written.decode("utf-8-sig").splitlines()


def sheet(desk: Desk) -> list[list[str]]:
    (found,) = read_workbook(missing_table(desk, as_workbook=True)[1])
    return [list(row.texts) for row in found.rows]


def test_only_who_owes_and_cannot_be_written_to_is_in_the_table(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, name="Beta; Srl", email="")
    given.invoice(desk, "NC3", DUE, name="Gamma Srl", email="", kind="credit_note")
    count, data = missing_table(desk, as_workbook=False)
    assert (count, data[:3]) == (1, b"\xef\xbb\xbf")
    assert table(desk) == [
        "Cliente;Partita IVA;Codice fiscale;Email;Visti nella posta;Quanto deve",
        '"Beta; Srl";;;;;100.00 EUR',
    ]


def test_the_filled_in_table_is_applied_and_the_letter_leaves(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, name="Beta Srl", email="")
    rounds.run_round(desk)
    filled = "\r\n".join(table(desk)).replace(";;;;;", ";;;bea@beta.test;no@beta.test;")
    told = intake.take_file(desk, "mancanti.csv", filled.encode("utf-8-sig"))
    assert (told.problems, told.changed) == ([], 1)
    assert given.the_customer(desk, "Beta Srl").write_to == "bea@beta.test"
    with picture(desk) as tx:
        assert calls.listed(tx) == ()
    rounds.run_round(desk)
    given.send_all(desk)
    assert given.recipients(desk) == ["bea@beta.test"]
    assert len(table(desk)) == 1


def test_a_table_left_as_it_is_changes_nothing(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, name="Beta Srl", email="")
    before = table(desk)
    written = missing_table(desk, as_workbook=False)[1]
    told = intake.take_file(desk, "mancanti.csv", written)
    assert (told.problems, told.customers, table(desk)) == ([], 0, before)


def test_addresses_seen_in_the_mailbox_stand_beside_as_proposals(desk: Desk) -> None:
    raw = given.one_letter(desk)
    given.pass_time(desk, minutes=5)
    given.arrives(desk, given.mail("bruno@client.test", "Cantiere", "A domani."))
    given.arrives(desk, notice(about=raw))
    assert table(desk)[1] == "Alfa Srl;;;;bruno@client.test;100.00 EUR"


def test_the_same_as_a_workbook_is_filled_in_and_applied(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, name="=Beta Srl", email="")
    edit(desk, "carla", "Beta", {"vat_id": "01234567897"})
    titles, row = sheet(desk)
    assert row == ["=Beta Srl", "01234567897", "", "", "", "100.00 EUR"]
    row[3] = "bea@beta.test"
    filled = write_workbook([titles, row])
    told = intake.take_file(desk, "mancanti.xlsx", filled)
    assert (told.problems, told.changed, told.customers) == ([], 1, 0)
    assert given.the_customer(desk, "=Beta Srl").write_to == "bea@beta.test"


def test_a_strangers_words_are_never_a_formula(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, name='=HYPERLINK("x.test")', email="")
    assert table(desk)[1].startswith("\"'=HYPERLINK")
