from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.matching.names import Agreement, agreement, legal_form, payer_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Rossi Impianti S.r.l.", "IMPIANTI ROSSI"),
        ("ROSSI IMPIANTI S R L", "IMPIANTI ROSSI"),
        ("Impianti Rossi srl unipersonale", "IMPIANTI ROSSI"),
        ("Dott.ssa Maria D'Angelo", "DANGELO MARIA"),
        ("MARIA D ANGELO", "DANGELO MARIA"),
        ("Müller & Söhne GmbH & Co. KG", "MULLER SOHNE"),
        ("Mueller und Soehne GmbH", "MULLER SOHNE"),
        ("F.lli Bianchi S.n.c.", "BIANCHI FRATELLI"),
        ("FLLI BIANCHI SNC", "BIANCHI FRATELLI"),
        ("Farmacia n. 03", "3 FARMACIA"),
        ("Società Cooperativa", "COOPERATIVA SOCIETA"),
        ("", ""),
        ("...", ""),
    ],
)
def test_a_payer_key_keeps_what_tells_names_apart(name: str, key: str) -> None:
    assert payer_key(name) == key


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Rossi Impianti S.r.l.", "ROSSI IMPIANTI SRL", Agreement.WRITTEN),
        ("Rossi Impianti S.r.l.", "IMPIANTI ROSSI SRL", Agreement.EXACT),
        ("Rossi Impianti S.r.l. Unipersonale", "ROSSI IMPIANTI SRL", Agreement.WRITTEN),
        ("Rossi Impianti", "ROSSI IMPIANTI", Agreement.EXACT),
        ("Dott. Neri Luca", "DOTT NERI LUCA", Agreement.WRITTEN),
        ("Avv. Luca Neri", "DOTT NERI LUCA", Agreement.EXACT),
        ("Rossi Impianti S.r.l.", "Impianti Rossi", Agreement.SAME),
        ("Rossi Impianti S.r.l.", "Rossi Impianti S.a.s.", Agreement.CLOSE),
        ("Rossi Impianti", "Rossi Impinti", Agreement.CLOSE),
        ("Rosi Impianti", "Rossi Impianti", Agreement.CLOSE),
        ("Roni Impianti", "Rodi Impianti", Agreement.NONE),
        ("StefanoVerdi", "Stefano Verdi", Agreement.EXACT),
        ("Caffè Nuovo", "CAFFE' NUOVO", Agreement.EXACT),
        ("Coop. Uno Soc. Coop.", "COOP UNO SOC COOP", Agreement.WRITTEN),
        ("Mario Bruni", "Studio Legale Mario Bruni", Agreement.PART),
        ("Farmacia n. 3", "Farmacia n. 4", Agreement.NONE),
        ("Francesco Bruni", "Francesca Bruni", Agreement.NONE),
        ("Bruni", "Studio Bruni", Agreement.NONE),
        ("Mario Bruni", "Anna Verdi", Agreement.NONE),
        ("", "Anna Verdi", Agreement.NONE),
        (
            "Costruzioni Meridionali Bre",
            "Costruzioni Meridionali Brescia",
            Agreement.CLOSE,
        ),
        ("Studio Tecnico Arban", "Studio Tecnico Arbanelli", Agreement.CLOSE),
        (
            "CARPENTERIA LUNGA SA",
            "Carpenteria Lunga S.a.s. di Neri & C.",
            Agreement.CLOSE,
        ),
        (
            "COSTRUZIONI UNO SAS DI NERI",
            "Costruzioni Uno S.a.s. di Neri Pia & C.",
            Agreement.CLOSE,
        ),
        ("Costruzioni Generali", "Costruzioni Generali Sud Srl", Agreement.PART),
        ("Farmacia Centrale N. 1", "Farmacia Centrale N. 12", Agreement.NONE),
        ("Trattoria DaGino Srl", "Trattoria Da Gino Srl", Agreement.SAME),
        ("Rossi ImpiantiSpA", "Rossi Impianti S.p.A.", Agreement.SAME),
        (
            "Carpenteria Lunga Nordest S",
            "Carpenteria Lunga Nordest Srl",
            Agreement.SAME,
        ),
    ],
)
def test_names_agree_as_far_as_their_words_do(
    one: str, other: str, how: Agreement
) -> None:
    assert agreement(one, other) is how
    assert agreement(other, one) is how


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marta Rossi", "Marita Rossi"),
        ("Marta Rossi", "Mirta Rossi"),
        ("Rossi Marta", "Dott.ssa Marita Rossi"),
        ("Marta Rossi", "Marta Russi"),
        ("Vittorio Neri", "Vittorino Neri"),
        ("Marta Rossi", "Studio Marita Rossi"),
        ("Paolo Giovannini", "Giovannoni Paolo"),
        ("Luca Lorenzini", "Luca Lorenzoni"),
    ],
)
def test_a_letter_that_may_make_it_another_persons_name_is_no_slip(
    one: str, other: str
) -> None:
    assert agreement(one, other) is agreement(other, one) is Agreement.LIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Francseco Bruni", "Francesco Bruni"),
        ("Franceco Bruni", "Francesco Bruni"),
        ("Matra Rossi", "Marta Rossi"),
        ("Marta Rosi", "Marta Rossi"),
        ("Alessandra Brunelli", "Alesandra Brunelli"),
        ("Delta Marna", "Delta Marina Srl"),
    ],
)
def test_a_letter_lost_or_swapped_that_makes_no_other_name_is_a_slip(
    one: str, other: str
) -> None:
    assert agreement(one, other) is agreement(other, one) is Agreement.CLOSE


@pytest.mark.parametrize(
    ("name", "form"),
    [("Uno S.p.A.", "SPA"), ("Due soc. coop.", "COOP"), ("Anna Verdi", "")],
)
def test_the_legal_form_is_read_however_it_is_dotted(name: str, form: str) -> None:
    assert legal_form(name) == form


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_agreement_is_the_same_both_ways_and_never_fails(one: str, other: str) -> None:
    assert agreement(one, other) is agreement(other, one)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_a_key_is_its_own_normal_form_in_any_case(name: str) -> None:
    assert payer_key(name.upper()) == payer_key(name.upper().lower().upper())
