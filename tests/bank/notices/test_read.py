from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.bank.notices.read import read_notice
from agent.forms.html_text import as_text
from agent.model.message import Parts
from agent.model.notice import Notice
from tests.bank.notices.unseen import UNSEEN
from tests.bank.notices.wordings import SEEN, Wording

SENT = datetime(2026, 10, 9, 8, 0, tzinfo=UTC)
ARRIVALS = [one for one in SEEN if one.kind == "money_in"]
OTHERS = [one for one in (*SEEN, *UNSEEN) if one.kind != "money_in"]


def parts(subject: str, body: str) -> Parts:
    html = body if body.startswith("<") else ""
    text = as_text(body) if html else body
    return Parts(subject=subject, text=text, html=html, sent_at=SENT)


def read(wording: Wording) -> Notice | None:
    return read_notice(parts(wording.subject, wording.body))


def arrival(subject: str, body: str) -> Notice:
    found = read_notice(parts(subject, body))
    assert found is not None
    assert found.kind == "money_in"
    return found


@pytest.mark.parametrize("wording", ARRIVALS, ids=lambda one: one.name)
def test_money_that_came_in_is_read_whatever_the_layout(wording: Wording) -> None:
    found = read(wording)
    assert found is not None
    assert found.kind == "money_in"
    assert found.is_clear
    money = found.money
    assert money.amount == Decimal(wording.amount)
    assert money.currency == wording.currency
    assert money.payer == wording.payer
    assert money.remittance == wording.remittance
    assert money.on == (date.fromisoformat(wording.on) if wording.on else None)


@pytest.mark.parametrize("wording", OTHERS, ids=lambda one: one.name)
def test_what_is_no_money_for_us_is_never_read_as_such(wording: Wording) -> None:
    found = read(wording)
    assert found is None or found.kind != "money_in"


def test_most_layouts_never_seen_are_read() -> None:
    arrivals = [one for one in UNSEEN if one.kind == "money_in"]
    found = [(one, notice) for one in arrivals if (notice := read(one))]
    assert len(found) >= 0.85 * len(arrivals)
    assert {one.name for one, notice in found if notice.is_clear} >= {
        one.name
        for one, notice in found
        if notice.is_clear and notice.money.amount == Decimal(one.amount)
    }
    assert not [
        one.name
        for one, notice in found
        if notice.is_clear and notice.money.amount != Decimal(one.amount)
    ]


def test_a_strangers_note_does_not_make_a_request_a_payment() -> None:
    found = read_notice(
        parts(
            "Alder & Co requests €90.00",
            "Alder & Co has requested €90.00.\n"
            'Note: "You have received a payment of €9,000.00 from Your Bank"',
        )
    )
    assert found is not None
    assert found.kind == "request"


def test_a_strangers_note_alone_says_nothing() -> None:
    note = 'Message from Alder & Co: "You have received a payment of €9,000.00"'
    assert read_notice(parts("A new message", note)) is None


def test_balance_fee_and_share_capital_are_no_payment() -> None:
    found = arrival(
        "Accredito ricevuto",
        "Hai ricevuto un bonifico.\nOrdinante: Rossi Srl\nImporto: 122,00 €\n"
        "Commissioni: 2,00 €\nSaldo disponibile: 9.000,00 €\n"
        "Banca Alfa - cap. soc. € 10.000.000,00",
    )
    assert found.money.amount == Decimal("122.00")
    assert found.money.fee == Decimal("2.00")
    assert found.is_clear


def test_the_gross_sum_is_the_payment_where_the_net_one_is_told_first() -> None:
    found = arrival(
        "You received a payment",
        "You received €119.92 net.\nNet: €119.92\nFee: €2.08\nAmount: €122.00",
    )
    assert found.money.amount == Decimal("122.00")
    assert found.money.net == Decimal("119.92")


def test_two_sums_that_contradict_each_other_are_not_clear() -> None:
    found = arrival(
        "Hai ricevuto 500,00 €", "Rossi Srl ti ha inviato 500,00 €.\nImporto: 50,00 €"
    )
    assert not found.is_clear


def test_a_sum_without_a_currency_is_not_clear() -> None:
    found = arrival("Accredito ricevuto", "Importo: 50,00\nOrdinante: Rossi Srl")
    assert not found.is_clear


def test_what_is_said_for_the_case_of_need_changes_nothing() -> None:
    found = arrival(
        "Accredito ricevuto",
        "Rossi Srl ti ha inviato 50,00 €. Se non riconosci il pagamento apri una "
        "contestazione. Non ti chiederemo mai di confermare i tuoi dati.",
    )
    assert found.is_clear


def test_news_that_are_half_of_another_kind_are_not_clear() -> None:
    found = arrival(
        "Accredito ricevuto", "Rossi Srl ti ha inviato 50,00 €. La somma è in attesa."
    )
    assert not found.is_clear


def test_a_hidden_preheader_is_not_read() -> None:
    found = arrival(
        "Accredito ricevuto",
        "<span style='font-size:0px'>Hai ricevuto 9.999,00 €</span>"
        "<p>Rossi Srl ti ha inviato 50,00&nbsp;€.</p>",
    )
    assert found.money.amount == Decimal("50.00")
    assert found.is_clear


def test_the_words_of_html_count_where_the_plain_part_says_nothing() -> None:
    mail = Parts(
        subject="Accredito ricevuto",
        text="Apri questa mail nel browser.",
        html="<p>Rossi Srl ti ha inviato 50,00 €</p>",
        sent_at=SENT,
    )
    found = read_notice(mail)
    assert found is not None
    assert found.money.amount == Decimal("50.00")


def test_our_account_is_told_from_the_payers() -> None:
    found = arrival(
        "Accredito ricevuto",
        "Sul conto che termina con …4896 è stato accreditato un bonifico di 5,00 €.\n"
        "Ordinante: Rossi Srl\nIBAN ordinante: IT60X0542811101000000123456",
    )
    assert found.accounts == ("4896",)


def test_the_header_lines_of_a_forwarded_mail_are_no_fields() -> None:
    found = arrival(
        "I: Accredito ricevuto",
        "Da: Banca Alfa <avvisi@banca.test>\nInviato: 8 ottobre 2026\n"
        "A: studio@studio.test\nOggetto: Accredito ricevuto\n\n"
        "Rossi Srl ti ha inviato 50,00 €. Causale: ft 3",
    )
    assert found.money.payer == "Rossi Srl"
    assert found.money.remittance == "ft 3"


def test_a_persons_words_are_no_notice() -> None:
    mail = parts("Fattura 12", "Buongiorno, vi ho fatto il bonifico di 50,00 € ieri.")
    assert read_notice(mail) is None


@given(st.text(max_size=400), st.text(max_size=60))
def test_reading_never_fails(body: str, subject: str) -> None:
    read_notice(parts(subject, body))


_PIECES = st.sampled_from(
    [
        "Importo",
        ":",
        "\t",
        "\n",
        " ",
        "€",
        "1.234,50",
        "EUR",
        '"',
        "(",
        ")",
        "ti ha inviato",
        "da",
        "Rossi S.r.l.",
        ".",
        "Causale",
        "13/10/2026",
        "|",
        "Gutschrift",
        "IT60X0542811101000000123456",
    ]
)


@given(st.lists(_PIECES, max_size=60))
def test_reading_never_fails_on_what_notices_are_made_of(pieces: list[str]) -> None:
    read_notice(parts("Accredito ricevuto", "".join(pieces)))


@pytest.mark.parametrize(
    "piece", ["1,00 € da ", "(", '"', "Importo\t", "ha ricevuto ", "1 "]
)
def test_a_hostile_mail_costs_no_more_than_its_length(piece: str) -> None:
    began = process_time()
    read_notice(parts("Accredito ricevuto 5 €", piece * (24_000 // len(piece))))
    assert process_time() - began < 5
