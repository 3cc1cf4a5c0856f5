from __future__ import annotations

import unicodedata
from collections.abc import Callable

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
        ("Rossi Impianti", "Rossi Impainti", Agreement.CLOSE),
        ("Rosi Impianti", "Rossi Impianti", Agreement.LIKE),
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
        ("Ferri Marta", "Ferri Marita Srl"),
        ("Ferri Marta Srl", "Ferri Marita Srl"),
        ("Bassani Impianti", "Cassani Impianti Srl"),
        ("BASSANI IMPIANTI SRL", "Cassani Impianti S.r.l."),
        ("Castelli Marmi Snc", "Caselli Marmi Snc"),
        ("Cappelli Nora", "Capelli Nora"),
        ("Rosetti & Figli Srl", "Rossetti & Figli Srl"),
        ("Studio Carbini", "Studio Corbini Srl"),
        ("Crasi Bruno", "Carsi Bruno"),
        ("Delta Marna", "Delta Marina Srl"),
        ("Franceco Bruni", "Francesco Bruni"),
        ("Alessandra Brunelli", "Alesandra Brunelli"),
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
        ("Alessandra Brunelli", "Alessandra Burnelli"),
        ("Edil Lorenizni", "Edil Lorenzini Srl"),
    ],
)
def test_two_letters_of_a_long_word_swapped_are_a_slip(one: str, other: str) -> None:
    assert agreement(one, other) is agreement(other, one) is Agreement.CLOSE


# Invented, of long words that neither name nor abbreviate anything else.
_PEOPLE = st.sampled_from(
    ["Bortelani Grusco", "Calvestri Pontidoro", "Fabrisotti Montevago", "Dorlini Tasca"]
)
_CONSONANTS = "BCDFGLMNPRSTV"


@st.composite
def _alike(draw: st.DrawFn) -> tuple[str, str]:
    """Give a name, and one with a consonant inside a word changed, lost or added."""
    name = draw(_PEOPLE).upper()
    inside = [
        n
        for n in range(1, len(name) - 1)
        if name[n] in _CONSONANTS and " " not in name[n - 1 : n + 2]
    ]
    at = draw(st.sampled_from(inside))
    put = draw(st.sampled_from(["", *_CONSONANTS]).filter(lambda new: new != name[at]))
    rest = draw(st.sampled_from([at, at + 1] if put else [at + 1]))
    return name, f"{name[:at]}{put}{name[rest:]}"


@settings(deadline=None)
@given(_alike(), st.sampled_from(["", " Srl"]), st.sampled_from(["", " S.r.l."]))
def test_a_name_that_is_but_alike_never_counts_as_the_same(
    names: tuple[str, str], form: str, other: str
) -> None:
    one, like = names
    assert agreement(f"{one}{form}", f"{like}{other}") <= Agreement.LIKE


@pytest.mark.parametrize(
    "name",
    ["Bortelani Grùsco Srl", "Müllerstein Gröbner GmbH", "Straßner Weißkopf GmbH"],
)
@pytest.mark.parametrize(
    "written",
    [
        str.upper,
        lambda name: name.rsplit(" ", 1)[0],  # without its legal form
        lambda name: " ".join(reversed(name.rsplit(" ", 1)[0].split())),
        lambda name: name.replace(" ", "", 1),  # glued
        lambda name: (
            unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        ),
        lambda name: name.replace("ü", "ue").replace("ö", "oe"),
        lambda name: name.replace("ß", "s"),
        lambda name: name.encode("ascii", "ignore").decode(),  # its accents lost
        lambda name: name[:20],
    ],
)
def test_what_banks_make_of_a_name_stays_that_name(
    name: str, written: Callable[[str], str]
) -> None:
    assert agreement(written(name), name) >= Agreement.CLOSE


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
