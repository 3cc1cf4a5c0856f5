"""What is said, in the clear wordings of five languages; a line for each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.replies.language import language
from agent.replies.rules import INTENTS, found
from agent.replies.said import read

WORDS = {
    "says_paid",
    "promises_payment",
    "pays_on_condition",
    "asks_instalments",
    "disputes",
    "asks_documents",
    "names_other_contact",
    "person_left",
    "out_of_office",
    "acknowledges",
    "automatic",
    "asks_to_stop",
    "hardship",
    "legal",
    "bank_details_change",
    "asks_question",
}


def intents(text: str) -> set[str]:
    return set(found(read(text, language(text))))


def test_every_word_of_the_list_has_its_file() -> None:
    assert {intent.word for intent in INTENTS} == WORDS


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("says_paid", "Abbiamo pagato la fattura lunedì."),
        ("says_paid", "La fattura è già stata saldata."),
        ("says_paid", "Il bonifico è stato eseguito ieri."),
        ("says_paid", "In allegato la contabile del bonifico."),
        ("says_paid", "pagata ieri"),
        ("says_paid", "Ve l'ho pagata a marzo!"),
        ("says_paid", "Vi ho mandato 732 euro mercoledì scorso."),
        ("says_paid", "CRO 12345678901"),
        ("says_paid", "We have already paid this invoice."),
        ("says_paid", "The payment was made on 7 May."),
        ("says_paid", "Remittance attached."),
        ("says_paid", "Der Betrag wurde am 05.05. überwiesen."),
        ("says_paid", "Le virement a été fait hier."),
        ("says_paid", "La transferencia se hizo ayer."),
        ("promises_payment", "Pagheremo entro venerdì."),
        ("promises_payment", "Provvediamo domani."),
        ("promises_payment", "La mettiamo in pagamento la prossima settimana."),
        ("promises_payment", "Il bonifico è previsto per il 20."),
        ("promises_payment", "Verrà saldata a fine mese."),
        ("promises_payment", "We will pay by Friday."),
        ("promises_payment", "Payment is scheduled for the 15th."),
        ("promises_payment", "I'll get this sorted tomorrow."),
        ("promises_payment", "Wir zahlen bis Freitag."),
        ("promises_payment", "Der Betrag wird morgen überwiesen."),
        ("promises_payment", "Nous réglons la semaine prochaine."),
        ("promises_payment", "Pagaremos el viernes."),
        ("pays_on_condition", "Paghiamo appena incassiamo dal cliente."),
        ("pays_on_condition", "Senza il DURC non possiamo liquidare."),
        ("pays_on_condition", "We will pay once the work is complete."),
        ("pays_on_condition", "Wir zahlen, sobald die Mängel beseitigt sind."),
        ("pays_on_condition", "Nous paierons dès réception de l'avoir."),
        ("pays_on_condition", "Pagaremos cuando nos paguen."),
        ("asks_instalments", "Possiamo pagare in tre rate?"),
        ("asks_instalments", "Si potrebbe avere una dilazione?"),
        ("asks_instalments", "Could we have a payment plan?"),
        ("asks_instalments", "Können wir in Raten zahlen?"),
        ("asks_instalments", "Peut-on payer en trois fois ?"),
        ("asks_instalments", "¿Podríamos pagarlo en dos plazos?"),
        ("disputes", "Contestiamo la fattura."),
        ("disputes", "L'importo non è corretto."),
        ("disputes", "Il lavoro non è finito."),
        ("disputes", "Non l'abbiamo mai ordinata."),
        ("disputes", "We dispute this invoice."),
        ("disputes", "The amount is wrong, please issue a credit note."),
        ("disputes", "Die Rechnung ist fehlerhaft."),
        ("disputes", "Le montant ne correspond pas au devis."),
        ("disputes", "El importe no es correcto."),
        ("asks_documents", "Può rimandarmi la fattura in pdf?"),
        ("asks_documents", "Non abbiamo ricevuto la fattura."),
        ("asks_documents", "Could you resend the invoice?"),
        ("asks_documents", "Bitte senden Sie uns die Rechnung nochmals."),
        ("asks_documents", "Pouvez-vous nous renvoyer la facture ?"),
        ("asks_documents", "¿Me puede reenviar la factura?"),
        ("names_other_contact", "Scriva a contabilita@cliente.test."),
        ("names_other_contact", "Non me ne occupo io."),
        ("names_other_contact", "Please contact accounts@cliente.test."),
        ("names_other_contact", "Bitte wenden Sie sich an buero@cliente.test."),
        ("names_other_contact", "Merci d'écrire à compta@cliente.test."),
        ("names_other_contact", "Escriba a pagos@cliente.test."),
        ("person_left", "Il dott. Bruni non lavora più con noi."),
        ("person_left", "Tom no longer works here."),
        ("person_left", "Herr Kern ist nicht mehr bei uns."),
        ("person_left", "Mme Morel a quitté la société."),
        ("person_left", "Pilar ya no trabaja aquí."),
        ("out_of_office", "Sono in ferie fino al 20."),
        ("out_of_office", "I am out of the office until 19 May."),
        ("out_of_office", "Ich bin bis 25.05. nicht im Büro."),
        ("out_of_office", "Je suis absent jusqu'au 20 mai."),
        ("out_of_office", "Estaré fuera de la oficina."),
        ("acknowledges", "Ricevuto, grazie."),
        ("acknowledges", "Presa visione. Giro al collega."),
        ("acknowledges", "Thanks, noted."),
        ("acknowledges", "Wir prüfen das."),
        ("acknowledges", "Bien reçu, merci."),
        ("acknowledges", "Recibido, gracias."),
        ("automatic", "Questa è una risposta automatica."),
        ("automatic", "Your request has been received, ticket #4711."),
        ("asks_to_stop", "Basta solleciti!"),
        ("asks_to_stop", "Non scrivetemi più."),
        ("asks_to_stop", "Please stop sending these reminders."),
        ("asks_to_stop", "Hören Sie bitte auf, uns zu mahnen."),
        ("asks_to_stop", "Arrêtez de nous relancer."),
        ("asks_to_stop", "Dejen de escribirnos."),
        ("hardship", "Siamo in difficoltà, non abbiamo i soldi."),
        ("hardship", "La società è in liquidazione giudiziale."),
        ("hardship", "The company entered administration."),
        ("hardship", "Es wurde das Insolvenzverfahren eröffnet."),
        ("hardship", "Nous sommes en redressement judiciaire."),
        ("hardship", "Estamos en concurso de acreedores."),
        ("legal", "Vi risponderà il nostro avvocato."),
        ("legal", "You will hear from my solicitor."),
        ("legal", "Unser Anwalt wird sich melden."),
        ("legal", "Je suis le conseil de la société Morel."),
        ("legal", "Lo hemos pasado a nuestro abogado."),
        ("bank_details_change", "Le nostre coordinate bancarie sono cambiate."),
        ("bank_details_change", "Please note our new bank account."),
        ("bank_details_change", "Unsere neue Bankverbindung lautet wie folgt."),
        ("bank_details_change", "Versate su IT60X0542811101000000123456."),
        ("asks_question", "Per quale pratica?"),
        ("asks_question", "Which project is this for?"),
        ("asks_question", "Könnten Sie uns das erklären?"),
    ],
)
def test_a_clear_wording_is_understood(word: str, text: str) -> None:
    assert word in intents(text)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("says_paid", "Non abbiamo ancora pagato."),
        ("says_paid", "It has not been paid yet."),
        ("says_paid", "La fattura sarà pagata venerdì."),
        ("says_paid", "Avete ricevuto il pagamento?"),
        ("says_paid", "La fattura è stata pagata?"),
        ("says_paid", "Wir haben noch nicht bezahlt."),
        ("says_paid", "Nous n'avons pas payé."),
        ("says_paid", "Va pagata entro venerdì."),
        ("promises_payment", "Non pagheremo."),
        ("promises_payment", "We will not pay."),
        ("promises_payment", "Wir zahlen nicht."),
        ("promises_payment", "Pagheremo se ci mandate il DURC."),
        ("promises_payment", "We will pay when the work is done."),
        ("promises_payment", "Abbiamo pagato lunedì."),
        ("acknowledges", "Non verifichiamo nulla."),
        ("pays_on_condition", "Potete controllare se avete ricevuto?"),
        ("bank_details_change", "Ho pagato in banca."),
        ("asks_to_stop", "Scrivetemi pure."),
        ("disputes", "Va tutto bene."),
        ("legal", "Va tutto bene."),
    ],
)
def test_what_is_denied_or_only_near_is_not_said(word: str, text: str) -> None:
    assert word not in intents(text)


@given(st.text(max_size=500))
def test_evidence_stands_verbatim_in_any_text(text: str) -> None:
    said = read(text, "it")

    ones = [one for evidence in found(said).values() for one in evidence]
    assert all(one.words == text[one.start : one.end].strip() for one in ones)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece",
    [
        "bonifico.",
        "bonifico ",
        "pagamento x",
        "abbiamo ",
        "non ",
        "will ",
        "a b c d e ",
        "nuovo conto ",
        "mail a x@",
        "se ",
        "(",
        "x",
        "?",
        "wird wird wird ",
    ],
)
def test_long_rubbish_is_searched_in_bounded_time(piece: str) -> None:
    assert isinstance(intents(piece * 20_000), set)
