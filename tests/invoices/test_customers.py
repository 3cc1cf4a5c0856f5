"""The customers' table says whom to write to; a wrong cell costs only itself."""

import pytest

from agent.errors import ConfigError, Unreadable
from agent.invoices.customers import read_customers
from agent.model.customer import CustomerRow


def test_a_row_says_whom_to_write_to_and_how() -> None:
    table = (
        "Ragione sociale;P.IVA;C.F.;E-mail;PEC;Tel.;Lingua;Registro;Procedura;Gruppo;"
        "Indirizzo;CAP;Città;Paese\n"
        "Officina Esempio;743110157;prvbnc80a41x999z;Capo@example.test / b@example.test;"
        "x@pec.example.test;000 111;EN;tu;morbida;enti;Via Prova 1;00000;Provopoli;it\n"
    )
    (row,) = read_customers(table.encode(), "x.csv").rows

    assert row == CustomerRow(
        line=2,
        name="Officina Esempio",
        vat_id="IT00743110157",
        tax_code="PRVBNC80A41X999Z",
        emails=("capo@example.test", "b@example.test"),
        pec="x@pec.example.test",
        phone="000 111",
        language="en",
        register="familiar",
        procedure="morbida",
        group="enti",
        street="Via Prova 1",
        postcode="00000",
        city="Provopoli",
        country="IT",
    )


def test_a_wrong_cell_is_left_empty_and_named() -> None:
    said = read_customers(
        b"Cliente;Email;Lingua;Registro\nProva;niente;klingon;voi\n;a@example.test;;\n",
        "x.csv",
    )

    assert [(row.name, row.emails, row.language) for row in said.rows] == [
        ("Prova", (), "")
    ]
    assert [problem.split(":")[0] for problem in said.problems] == [
        "x.csv line 2",
        "x.csv line 2",
        "x.csv line 2",
        "x.csv line 3",
    ]


def test_the_operator_may_name_his_titles() -> None:
    table = b"Chi;Dove\nProva;a@example.test\n"
    said = read_customers(table, "x.csv", {"name": "Chi", "email": "Dove"})

    assert said.rows[0].emails == ("a@example.test",)
    with pytest.raises(ConfigError, match="no column is called"):
        read_customers(table, "x.csv", {"chi": "Chi"})


@pytest.mark.parametrize("data", [b"a;b\n1;2\n", b"\0;", b"Cliente\nProva\n", b""])
def test_what_is_no_table_of_customers_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^x\.csv: "):
        read_customers(data, "x.csv")


def test_a_row_says_by_what_a_payment_is_known() -> None:
    said = read_customers(
        b"Cliente;Codice cliente;IBAN\n"
        b"Prova;CL 77;IT60 X054 2811 1010 0000 0123 456\nAltro;;IT00X\n",
        "x.csv",
    )

    assert [(row.codes, row.ibans) for row in said.rows] == [
        (("CL 77",), ("IT60X0542811101000000123456",)),
        ((), ()),
    ]
    assert "is no IBAN" in said.problems[0]
