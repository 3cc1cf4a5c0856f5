"""Payer, remittance text and account in sentences, in five languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from agent.bank.notices.lines import plain
from agent.bank.written import days, sums

_GREETING = re.compile(
    r"^(?:ciao|gentil\w*|salve|buon\w+|egregi\w*|spett\w*|hi|hello|dear|good \w+|hallo|guten \w+|liebe\w*|sehr geehrte\w*"
    r"|bonjour|cher\w*|madame|hola|estimad\w*|buen[oa]s \w+)\b[^,:!]{0,40}[,:!]\s*"
)
# The payer stands before these words.
_DOES = re.compile(
    r"\b(?:ti|le|vi|gli) ha (?:appena )?(?:inviato|mandato|pagato|versato|trasferito|bonificato|accreditato|girato|fatto|effettuato|disposto)"
    r"|\bha (?:appena )?(?:disposto|effettuato|eseguito|inviato|pagato|saldato|fatto)\b"
    r"|\b(?:has |have |just |has just )*(?:sent|paid|transferred|wired) (?:to )?(?:you\b|your )|\bcompleted a payment|\b(?:has )?made a payment|\b(?:has )?paid (?:invoice|[€$£]|\d)"
    r"|\bhat (?:ihnen|dir|euch|soeben|gerade|eine (?:uberweisung|zahlung)|ihre rechnung|deine rechnung)\b"
    r"|\b(?:vous|t') ?a (?:envoye|verse|paye|vire|transfere|regle|effectue|fait)\b|\ba (?:regle|paye|effectue)\b"
    r"|\b(?:te|le|os|les) ha (?:enviado|pagado|transferido|ingresado|hecho|realizado)\b|\bha (?:pagado|realizado|hecho|efectuado)\b"
)
# The payer stands behind these; the surer ones first.
_FROM_WHOM = (
    re.compile(
        r"\b(?:da parte di|a nome di|(?:ricevuto|inviato|disposto|ordinato|effettuato|eseguito|proveniente|incassato|pagato|bonifico|pagamento|accredito|versamento) (?:da|dal|dalla|dall')|ordinante|mittente"
        r"|(?:sent|made|paid|ordered|initiated) by|(?:payment|transfer|received|funds|money|credit|deposit|incoming) from|on behalf of"
        r"|auftraggeber(?:in)?|absender(?:in)?|im auftrag von|eingegangen von|(?:uberweisung|zahlung|gutschrift|geldeingang|betrag|geld) von"
        r"|de la part de|emis par|envoye par|provenant de|effectue par|emetteur"
        r"|de parte de|ordenad[oa] por|enviad[oa] por|realizad[oa] por|procedente de|ordenante)\b:? "
    ),
    re.compile(r"\b(?:da|dal|dalla|dall'|from|von|par|por)\b:? ?"),
    re.compile(
        r"\bde (?!(?:votre|tu|su|la|le|los|las|un|una|une|l'|pago|paiement|\d|€))"
    ),
)
_NAME_ENDS = re.compile(
    r" per | for | fur | pour | por | con (?:la |il )?(?:causale|motivazione|descrizione|nota|riferimento)| con (?:el |fecha |concepto)| with | mit | avec |,? in data |,? il \d|,? on (?:\d|[a-z]+ \d)"
    r"|,? am \d|,? le \d|,? el \d| di (?:€|eur|\d)| of (?:[€$£]|[a-z]{3} ?\d|\d)| uber | uberwiesen| in hohe | de (?:€|eur|\d)| d'un | por (?:un )?importe"
    r"| pari a | dell'importo| the amount| the sum| an amount| der betrag| un importo| la somma| un bonifico| un pagamento"
    r"| \(| sul | su (?!c)| nel | presso | has | was | is | have | e stat| e arriv| e entr| e dispon| ist | wurde| sind | a (?:bien )?ete | ha sido| se ha | est | are "
    r"| - |[;:!?]|\.(?= |$)| to (?:you|your)| in(?:to)? your| auf (?:ihr|dein|das|dem)| sur (?:votre|le)| en (?:tu|su|la) | al (?:tuo|suo)| a (?:tu|su|tuo) |, (?:che|which|die|der|das|qui|que|con|mit|avec|with|per|for|reference|causale|ref|valuta|verwendungszweck|motif|concepto|importo|del|disponib)| eingegangen| gutgeschrieben| erhalten"
    r"|\"|\t|\n| via | tramite | through | mediante | accreditat| ricevut| received| giunt| hat | riferit"
)
_NO_NAME = re.compile(
    r"(?:(?:il |la |un |una |a |the |ein\w* |le |el |your |tuo |suo |ihr\w* |votre |tu |su )*(?:cliente|customer|client|kunde\w*|conto|account|konto|compte|cuenta|banca|bank|noi|us|uns|nous|oggi|today|heute|parte|denaro|money|payment|pagamento|bonifico|transfer|terzi|qui|here|app))\b.{0,20}$"
    r"|.*@|https?:|www\."
)
_NOTE = re.compile(
    r"\b(?:causale|motivazione|motivo|descrizione|oggetto|nota|note|messaggio|commento|reference|message|memo|description|remittance(?: information)?|verwendungszweck|zweck|betreff|nachricht|mitteilung"
    r"|motif|libelle|objet|communication|commentaire|concepto|asunto|mensaje|referencia|referenz|riferimento)\b(?: (?:del bonifico|di|from|von|de)[^:\"]{0,40}?)?\s*[:=]?\s*"
)
_QUOTED = re.compile(r"\"([^\"]{1,300})\"")
_BRACKETED = re.compile(r"\(([^()]{3,200})\)")
_FOR = re.compile(
    r"^[.,]? (?:per|for|fur|pour|por|als) (?:la |il |the |die |der |den |le |el )?(?=\S)"
)
_ACCOUNT = re.compile(
    r"(?:\b(?:conto|rapporto|account|iban|cuenta|compte|carta|card|wallet)\b|konto\w*|karte)"
    r"[^.\d\n;]{0,40}?(?:[.…*x•#]{1,12} ?|\b(?:con|in|auf|par|en|mit|n|nr|numero|number|no|ending)\b\.? )[.…*x•# ]{0,12}(\d{3,14})(?![\d.,/-]\d)(?! ?(?:€|eur))"
)
_IBAN = re.compile(r"\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?\b")
_MASKED_IBAN = re.compile(
    r"\b[a-z]{2}(?:\d\d|[*x•]{2})[ a-z0-9]{0,8}?[ *x•.…]{3,30}(\d{3,6})\b"
)
_LONGEST_NAME = 120
_AHEAD = 200  # characters in which a name ends
_MOST_PLACES = 12
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence tells."""

    payer: str = ""
    remittance: str = ""


def without_notes(text: str) -> str:
    """Leave out what stands in quotation marks, and in brackets with a number.

    A stranger wrote that, not the provider: a request may quote "Payment received".
    """
    flat = plain(text)
    spans = [place.span() for place in _QUOTED.finditer(flat)]
    spans += [
        place.span()
        for place in _BRACKETED.finditer(flat)
        if any(c.isdigit() for c in place[1]) or len(place[1].split()) > _SHORT
    ]
    note = _NOTE.search(flat)
    if note and flat[note.end() - 1 : note.end()] in {":", "=", " "} and ":" in note[0]:
        spans.append((note.end(), len(flat)))
    out = list(text)
    for start, end in spans:
        out[start:end] = " " * (end - start)
    return "".join(out)


def payer_in(sentence: str) -> str:
    """Give who paid, as a sentence names him; empty if it does not."""
    flat = plain(sentence)
    begin = found.end() if (found := _GREETING.match(flat)) else 0
    if (does := _DOES.search(flat, begin)) and (
        name := _last_clause(sentence[begin : does.start()])
    ):
        return name
    for pattern in _FROM_WHOM:
        for place in islice(pattern.finditer(flat, begin), _MOST_PLACES):
            if name := _name(sentence[place.end() : place.end() + _AHEAD]):
                return name
    return ""


def _last_clause(text: str) -> str:
    """Give the name that ends a piece of text."""
    flat = plain(text)
    cuts = [0] + [
        m.end() for m in re.finditer(r"[:;!?|]\s+|\. (?=[^\W\d]{3})|\t| - ", flat)
    ]
    name = (
        text[cuts[-1] :].strip(" ,.-\"'")
        if not text.rstrip().endswith(".")
        else text[cuts[-1] :].strip(" ,-\"'")
    )
    return name if _is_name(name) else ""


def _name(text: str) -> str:
    flat = plain(text)
    ends = [
        place.start()
        for place in _NAME_ENDS.finditer(flat, 1)
        if not _in_name(flat, place)
    ]
    ends += [one.start for one in sums(flat)] + [one.start for one in days(flat, None)]
    end = min([*ends, len(text), _LONGEST_NAME])
    name = text[:end].strip(" ,-\"'")
    return name if _is_name(name) else ""


def _in_name(flat: str, place: re.Match[str]) -> bool:
    """Tell the full stop of an abbreviation: "S.r.l.", "C. S.n.c."."""
    if place[0] != "." or place.end() == len(flat):
        return False
    word = re.search(r"[a-z]*$", flat[: place.start()])
    return word is not None and len(word[0]) <= _SHORT


def _is_name(name: str) -> bool:
    flat = plain(name)
    letters = sum(c.isalpha() for c in flat)
    if letters < _SHORT or len(name) > _LONGEST_NAME or _NO_NAME.match(flat):
        return False
    return not any(True for _ in sums(flat))


def finished(name: str, source: str) -> str:
    """Give back the full stop of "S.r.l." that closed a sentence as well."""
    return f"{name}." if re.search(r"\.\w$", name) and f"{name}." in source else name


def remittance_in(sentence: str) -> str:
    """Give what the payer wrote, as a sentence quotes it; empty if it does not."""
    flat = plain(sentence)
    for note in _NOTE.finditer(flat):
        has_mark = flat[note.start() : note.end()].rstrip().endswith((":", "="))
        quoted = _QUOTED.match(flat, note.end())
        if quoted:
            return sentence[slice(*quoted.span(1))].strip()
        if has_mark or re.search(
            r"\b(?:con|with|mit|avec|e|is|ist|est|y|und) (?:\w+ )?$",
            flat[: note.start()],
        ):
            text = sentence[note.end() :].strip(' ."')
            if text:
                return text
    if quoted := _QUOTED.search(flat):
        return sentence[slice(*quoted.span(1))].strip()
    ends = [one.end for one in islice(sums(flat), _MOST_PLACES)]
    if payer := payer_in(sentence):
        ends.append(sentence.find(payer) + len(payer))
    for end in ends:
        if reason := _FOR.match(flat[end:]):
            return _to_end_of_reason(sentence[end + reason.end() :])
    if bracketed := _BRACKETED.search(flat):
        return sentence[slice(*bracketed.span(1))].strip()
    return ""


def _to_end_of_reason(text: str) -> str:
    flat = plain(text)
    end = re.search(
        r"\s(?:in data|il \d|on \d|am \d|sul (?:tuo|suo|conto)|to your|auf ihr|sur votre|en (?:tu|su) cuenta|hat |wurde|has |was |a ete )",
        flat,
    )
    return text[: end.start() if end else len(text)].strip(' .,"')


def accounts_in(texts: Iterable[str]) -> Iterator[str]:
    """Give the accounts that sentences name: IBANs without blanks, or last digits."""
    for text in texts:
        flat = plain(text)
        for iban in _IBAN.findall(flat):
            yield iban.replace(" ", "").upper()
        yield from _MASKED_IBAN.findall(flat)
        yield from _ACCOUNT.findall(flat)
