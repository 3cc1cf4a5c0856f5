from __future__ import annotations

from datetime import date

import pytest

from agent.model.message import Parts
from agent.replies.understand import understand
from agent.replies.wanted import Wanted, wanted

SENT = date(2026, 9, 7)


def asked(text: str) -> Wanted | None:
    parts = Parts(sender="anna@client.test", subject="Re: Fattura 1/2026", text=text)
    return wanted(understand(parts, SENT, answers_us=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Buongiorno, potete mandarmi copia della fattura 1/2026?", "copy"),
        ("Non abbiamo mai ricevuto la fattura.", "copy"),
        ("Could you please send us a copy of invoice 1/2026?", "copy"),
        ("Bitte senden Sie uns die Rechnung als PDF zu.", "copy"),
        ("Pouvez-vous nous renvoyer la facture ?", "copy"),
        ("¿Pueden enviarnos una copia de la factura?", "copy"),
        ("Mi può mandare un estratto conto aggiornato?", "account"),
        ("Please send us a statement of account.", "account"),
        ("Können Sie uns einen Kontoauszug schicken?", "account"),
        ("Pouvez-vous nous envoyer un relevé ?", "account"),
        ("¿Nos pueden enviar un extracto?", "account"),
        ("Su quale conto dobbiamo pagare?", "pay_details"),
        ("Mi mandate l'IBAN per favore?", "pay_details"),
        ("Which account should we pay to?", "pay_details"),
        ("Auf welches Konto sollen wir überweisen?", "pay_details"),
        ("Sur quel compte faut-il payer ?", "pay_details"),
        ("¿A qué cuenta tenemos que pagar?", "pay_details"),
        ("Quanto vi dobbiamo?", "figures"),
        ("Quando scade la fattura?", "figures"),
        ("When is the invoice due?", "figures"),
        ("Wann ist die Rechnung fällig?", "figures"),
        ("Combien vous devons-nous ?", "figures"),
        ("¿Cuándo vence la factura?", "figures"),
        ("Non me ne occupo più io.", "contact"),
        ("I am not the right person for this.", "contact"),
        ("Scrivete a contabilita@client.test, se ne occupa Bianchi.", None),
        ("Mi serve il DDT firmato.", None),
        ("Abbiamo cambiato IBAN, mandateci la fattura.", None),
        ("La fattura è sbagliata, la contestiamo: mandateci una copia.", None),
        ("Ricevuto, grazie.", None),
    ],
)
def test_what_is_asked_for_is_told_by_words(text: str, expected: Wanted | None) -> None:
    assert asked(text) == expected
