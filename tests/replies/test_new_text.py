"""The new words alone, whichever program quoted the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.mail.parse import parse
from agent.model.message import Parts
from agent.replies.new_text import extract

NEW = "Buongiorno,\nil bonifico parte domani."
LETTER = """Gentile cliente,

la fattura n. 12/2026 di 1.220,00 euro risulta scaduta dal 20 aprile 2026.
La preghiamo di provvedere al pagamento entro il 20 maggio 2026.

Cordiali saluti
Studio Conti
"""
QUOTED = "\n".join(f"> {line}" for line in LETTER.splitlines())

PLAIN = {
    "gmail": f"{NEW}\n\nIl giorno lun 11 mag 2026 alle ore 08:15 Studio Conti\n"
    f"<conti@studio.test> ha scritto:\n\n{QUOTED}",
    "thunderbird": f"{NEW}\n\nIl 11/05/2026 08:15, Studio Conti ha scritto:\n{QUOTED}",
    "thunderbird below": f"Il 11/05/26 08:15, Conti ha scritto:\n{QUOTED}\n\n{NEW}",
    "apple": f"{NEW}\n\nInviato da iPhone\n\n> Il giorno 11 mag 2026, alle ore 08:15, "
    f"Conti <conti@studio.test> ha scritto:\n> \n{QUOTED}",
    "outlook": f"{NEW}\n\n-----Messaggio originale-----\nDa: Conti\n"
    f"Inviato: lunedì\nA: Anna\nOggetto: Fattura\n\n{LETTER}",
    "outlook bare": f"{NEW}\n\nDa: Studio Conti <conti@studio.test>\n"
    f"Inviato: lunedì 11 maggio 2026 08:15\nA: Anna\nOggetto: Fattura\n\n{LETTER}",
    "outlook line": f"{NEW}\n\n________________________________\nDa: Conti\n"
    f"Data: lunedì\nA: Anna\n\n{LETTER}",
    "english": f"{NEW}\n\nOn Mon, May 11, 2026 at 8:15 AM Conti <c@studio.test> wrote:\n"
    f"{QUOTED}",
    "english without marks": f"{NEW}\n\nOn Mon, 11 May 2026, Conti wrote:\n{LETTER}",
    "german": f"{NEW}\n\nAm 11.05.2026 um 08:15 schrieb Conti:\n{QUOTED}",
    "german outlook": f"{NEW}\n\nVon: Conti\nGesendet: Montag\nAn: Anna\n\n{LETTER}",
    "french": f"{NEW}\n\nLe lun. 11 mai 2026 à 08:15, Conti a écrit :\n{QUOTED}",
    "french outlook": f"{NEW}\n\nDe : Conti\nEnvoyé : lundi\nÀ : Anna\n\n{LETTER}",
    "spanish": f"{NEW}\n\nEl lun, 11 may 2026, Conti escribió:\n{QUOTED}",
    "signature": f"{NEW}\n-- \nAnna Neri\nCliente S.r.l.",
    "card": f"{NEW}\n\nAnna Neri\nUfficio acquisti\nTel. 06 1234567\nwww.cliente.test",
    "disclaimer": f"{NEW}\n\nAVVISO DI RISERVATEZZA: il messaggio non è promessa.",
    "mobile": f"{NEW}\n\nSent from my iPhone",
    "nothing": NEW,
}


def new_text(parts: Parts, our_letter: str = "") -> str:
    return extract(parts, our_letter).text


@pytest.mark.parametrize("client", PLAIN)
def test_quotation_signature_and_disclaimer_are_cut(client: str) -> None:
    parts = Parts(sender_name="Anna Neri", text=PLAIN[client])

    assert new_text(parts) == NEW


HTML_NEW = "<div>Buongiorno,</div><div>il bonifico parte domani.</div>"
HTML_LETTER = "".join(f"<p>{line}</p>" for line in LETTER.splitlines())
HTML = {
    "gmail": f"{HTML_NEW}<div class='gmail_quote'><div class='gmail_attr'>Il giorno "
    f"lun ha scritto:<br></div><blockquote class='gmail_quote'>{HTML_LETTER}"
    "</blockquote></div>",
    "outlook": f"{HTML_NEW}<div style='border:none;border-top:solid #E1E1E1 1.0pt'>"
    f"<p><b>Da:</b> Conti</p></div>{HTML_LETTER}",
    "outlook on the web": f"{HTML_NEW}<div id='appendonsend'></div><hr>"
    f"<div id='divRplyFwdMsg'><b>Da:</b> Conti</div>{HTML_LETTER}",
    "thunderbird": f"{HTML_NEW}<div class='moz-cite-prefix'>Il 11/05/26, Conti ha "
    f"scritto:</div><blockquote type='cite'>{HTML_LETTER}</blockquote>",
    "yahoo": f"{HTML_NEW}<div class='yahoo_quoted'>{HTML_LETTER}</div>",
    "signature": f"{HTML_NEW}<div class='gmail_signature'>Anna<br>Cliente</div>",
}


@pytest.mark.parametrize("client", HTML)
def test_html_is_cut_by_its_structure(client: str) -> None:
    raw = f"Content-Type: text/html; charset=utf-8\n\n{HTML[client]}"

    assert new_text(parse(raw.encode())) == NEW


def test_answers_between_quoted_lines_stay_in_their_order() -> None:
    text = "> la fattura è scaduta\nNon mi risulta.\n> entro il 20 maggio\nVa bene."

    assert new_text(Parts(text=text)) == "Non mi risulta.\nVa bene."


def test_gmail_answers_inside_the_quotation_stay() -> None:
    raw = """Content-Type: text/html

<div class="gmail_quote"><div class="gmail_attr">On Mon X wrote:</div>
<blockquote class="gmail_quote">first</blockquote><div>Yes.</div>
<blockquote class="gmail_quote">second</blockquote><div>No.</div></div>"""

    assert new_text(parse(raw.encode())) == "Yes.\nNo."


def test_our_own_letter_is_subtracted_however_it_was_wrapped() -> None:
    wrapped = (
        f"{NEW}\n\nGentile cliente,\nla fattura n. 12/2026 di 1.220,00 euro risulta\n"
        "scaduta dal 20 aprile 2026. La preghiamo di provvedere\n"
        "al pagamento entro il 20 maggio 2026.\n\nCordiali saluti\nStudio Conti"
    )

    assert new_text(Parts(text=wrapped), LETTER) == NEW


def test_his_own_closing_words_stay_though_our_letter_has_them_too() -> None:
    text = "Pagato ieri.\nCordiali saluti"

    assert new_text(Parts(text=text), LETTER) == text


@pytest.mark.parametrize(
    "line",
    [
        "Nuovo IBAN: IT60X0542811101000000123456",
        "Neri paga venerdì",
        "Anche la 13 pagata",
    ],
)
def test_a_last_line_that_matters_is_no_signature(line: str) -> None:
    text = f"Buongiorno,\nCordiali saluti\n{line}"

    assert line in new_text(Parts(sender_name="Anna Neri", text=text))


def test_a_closing_formula_stays_and_the_name_goes() -> None:
    text = f"{NEW}\nCordiali saluti\nAnna Neri"

    assert new_text(Parts(text=text)) == f"{NEW}\nCordiali saluti"


def test_where_nothing_is_left_all_is_kept_and_said_so() -> None:
    parts = Parts(text=QUOTED)

    found = extract(parts)

    assert found.is_whole
    assert found.text == QUOTED.replace("> \n", ">\n")


def test_an_empty_mail_has_no_words() -> None:
    assert extract(Parts()).text == ""
    assert not extract(Parts()).is_whole


@given(st.text(max_size=400), st.text(max_size=200))
def test_words_are_never_invented(text: str, letter: str) -> None:
    found = new_text(Parts(text=text), letter)

    assert set("".join(found.split())) <= set("".join(text.split()))


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "piece",
    [
        "On x wrote:\n",
        "> a\n",
        "Da: x\n",
        "-",
        "_",
        "\n",
        "Il 1 ha scritto:\nx\n",
        "a ",
    ],
)
def test_long_rubbish_is_read_in_bounded_time(piece: str) -> None:
    assert isinstance(new_text(Parts(text=piece * 20_000), LETTER), str)
