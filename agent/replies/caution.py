"""Whether a person must look: whatever is not plainly clear is a person's matter."""

from __future__ import annotations

from agent.replies import references
from agent.replies.features import share_known
from agent.replies.findings import AWAY, CLEAR, Findings, sentences
from agent.replies.model import CALM, DONE
from agent.replies.new_text import NewText
from agent.replies.said import Said, any_of, has_negation
from agent.replies.words import COURTESY, PART, language_has_condition

FEW_WORDS = 3
# So likely must it be, of the text as a whole, that it needs nobody: where the rules
# explain all of it, where they do not, and where something speaks against it. Chosen
# by cross-validation on the training texts.
_EXPLAINED, _UNDERSTOOD, _DOUBTED = 0.3, 0.75, 0.9
# So likely must "paid" or "will pay" be, rather than the other of the two.
_MEANT, _MEANT_BY_RULES = 0.8, 0.1
_LIKELY = 0.4  # so likely must each thing be that the model alone found
_NOTHING = 0.5  # so likely may it be that he says nothing of use
_ROBOT = 0.3  # or that a robot answers
_SURE = 0.5
_ASKS = 0.3
_NO_CONDITION, _CALM = 0.03, 0.8
_FAMILIAR = 0.6  # share of a text's words that mean something to the model
_RISK, _GRAVE_RISK = 0.4, 0.2
_PAIR = frozenset(("says_paid", "promises_payment"))
_HARMLESS = frozenset(("acknowledges",))
_INVOICE = any_of(
    r"fattur[ae]|parcell[ae]|copi[ae]|pdf|invoices?|cop(?:y|ies)|rechnung\w{0,2}|kopie|zweitschrift|factures?|copie|duplicata|facturas?|duplicado"
)
# Whoever is away so long does not read a letter soon.
_LONG_LEAVE = any_of(
    r"(?:maternità|paternità|congedo|aspettativa|maternity|paternity|parental|sabbatical|elternzeit|mutterschutz|maternité|paternité|parental|maternidad|paternidad|excedencia)\b"
)
_REQUEST = any_of(
    r"(?:puoi|potete|potrebbe|potreste|riesc[ei]|riuscite|avete ricevuto|vi (?:risulta|torna)|controll\w{1,5}|verific\w{1,5})\b|può ",
    r"(?:can|could|would|will|did|have) you\b|check\b",
    r"(?:können|könnten|haben|würden) sie\b|(?:kannst|könntest) du\b|prüfen\b",
    r"(?:pouvez|pourriez|avez)[- ]vous\b|(?:peux|pourrais)[- ]tu\b|vérifi\w{1,5}",
    r"(?:puede|podría|pod[ée]is|puedes|han recibido)\b|comprob\w{1,4}",
)
# What a letter of ours does not bring, or what says that the invoice is wrong.
_OTHER_PAPER = any_of(
    r"durc|cig\b|cup\b|contratt\w|ordine|ore\b|ddt|boll[ae]|estratto|riepilog\w|dettagli\w|rapportin\w|intestat\w|rett?ific\w{1,5}|riemett\w{1,5}|riemess\w|iban|coordinate|certificat\w|codice|xml|pec\b",
    r"po\b|purchase order|statement|breakdown|timesheets?|hours|contract|delivery notes?|bank details|account|w-9|list|credit note|reissue\w?|correct\w{0,3}|amend\w{0,2}|proof",
    r"bestell\w{1,8}|lieferschein\w{0,2}|aufstellung|stunden\w{0,6}|vertrag|bankverbindung|kontoauszug|korrig\w{1,5}|gutschrift|nachweis",
    r"bon de|relevé|détail|heures|contrat|rib\b|coordonnées|avoir\b|corrig\w{1,4}|justificatif\w?",
    r"pedido|albarán|albaranes|desglose|horas|extracto|contrato|abono|corregir|cif\b|detalle|relación",
)


def needs_person(
    new: NewText,
    said: Said,
    findings: Findings,
    our_letter: str,
    *,
    is_dated: bool,
    returns: bool,
    is_ahead: bool,
) -> bool:
    """Tell whether anything is not plainly clear; when in doubt, it is not.

    Args:
        is_dated: The day of a promise is known.
        returns: The day of return is known.
        is_ahead: It names a day to come.
    """
    intents = set(findings.intents)
    is_unread = not intents or new.is_whole or findings.is_to_a_machine
    if is_unread or _has_doubts(said, findings):
        return True
    if references.ibans(new.text) - references.ibans(our_letter):
        return True
    if intents <= AWAY:
        is_long = not returns and bool(_LONG_LEAVE.search(said.text))
        return is_long or not _is_away(findings) or _is_risky(findings)
    wants_copy = "asks_documents" in findings.evidence and _wants_a_copy(said)
    if wants_copy:
        intents.discard("asks_documents")
    is_undated = not is_dated and _names_a_day(said, findings)
    if is_undated or not intents <= (AWAY | CLEAR) or intents >= _PAIR:
        return True
    is_doubted = (
        not (said.language or _is_familiar(new.text))
        or (is_ahead and "says_paid" in findings.added)
        or _is_partial(said, findings)
    )
    is_explained = _is_by_rules(findings) and not _is_doubtful(said, findings)
    if findings.likely is None or wants_copy:
        is_known = intents <= CLEAR and is_explained and not is_doubted
        return not is_known or _is_risky(findings)
    if is_doubted:
        return not _is_clear(findings, _DOUBTED, _MEANT)
    if is_explained:
        return not _is_clear(findings, _EXPLAINED, _MEANT_BY_RULES)
    return not _is_clear(findings, _UNDERSTOOD, _MEANT)


def _is_clear(findings: Findings, calm: float, meant: float) -> bool:
    """Tell a text that as a whole reads calm, and of which no part reads otherwise."""
    if findings.probability(CALM) < calm or _is_risky(findings):
        return False
    if any(findings.probability(word) < _LIKELY for word in findings.added):
        return False
    done = findings.probability(DONE)
    if "says_paid" in findings.intents and done < meant:
        return False
    if "promises_payment" in findings.intents and 1 - done < meant:
        return False
    others = AWAY - set(findings.intents)
    is_robot = any(findings.probability(word) >= _ROBOT for word in others)
    return not is_robot and findings.probability("other") < _NOTHING


def _has_doubts(said: Said, findings: Findings) -> bool:
    """Tell what the model speaks against; that nothing is asked must be likely."""
    is_asked = findings.probability("asks_question") >= _ASKS or _is_request(said)
    if is_asked or not set(findings.intents) <= CLEAR:
        return bool(findings.doubted)
    return bool(findings.doubted - {"asks_question"})


def _is_request(said: Said) -> bool:
    """Tell a question that wants something done, not one that only greets."""
    return any(one.is_question and _REQUEST.search(one.text) for one in said.sentences)


def _is_familiar(text: str) -> bool:
    """Tell a text too short for its language to show, whose words are known."""
    words = text.split()
    return len(words) <= FEW_WORDS or share_known(text) >= _FAMILIAR


def _is_away(findings: Findings) -> bool:
    """Tell a robot by its own words, or where the model is sure of it."""
    guessed = [findings.probability(word) for word in findings.added & AWAY]
    return not guessed or (min(guessed) >= _SURE and _is_calm(findings))


def _is_risky(findings: Findings) -> bool:
    """Tell what may hold something on which a person must decide."""
    return findings.grave_risk >= _GRAVE_RISK or findings.risk >= _RISK


def _names_a_day(said: Said, findings: Findings) -> bool:
    """Tell a promise with figures in it: of a day that could not be read."""
    at = sentences(said, findings.evidence.get("promises_payment", ()))
    return any(sign.isdigit() for one in at for sign in said.sentences[one].text)


def _is_calm(findings: Findings) -> bool:
    """Tell a text that, as a whole, reads like those that need nobody."""
    return findings.probability(CALM) >= _CALM


def _is_by_rules(findings: Findings) -> bool:
    return bool(findings.evidence) and findings.added <= _HARMLESS


def _wants_a_copy(said: Said) -> bool:
    """Tell who wants the invoice alone: the next letter brings it."""
    return bool(_INVOICE.search(said.text)) and not _OTHER_PAPER.search(said.text)


def _is_partial(said: Said, findings: Findings) -> bool:
    """Tell a clear statement beside a condition or a part.

    "When you came on Monday" is no condition: the model may know.
    """
    unlikely = findings.probability("pays_on_condition") < _NO_CONDITION
    conditional = not (unlikely and _is_calm(findings))
    return any(
        (conditional and language_has_condition(said, said.sentences[at].text))
        or PART.search(said.sentences[at].text)
        for at in _stated(said, findings)
    )


def _is_doubtful(said: Said, findings: Findings) -> bool:
    """Tell a denial in what is stated, or a sentence that nothing here explains."""
    explained = _stated(said, findings)
    return any(
        _denies(said, findings, at)
        if at in explained
        else len(sentence.text.split()) > FEW_WORDS
        and not COURTESY.search(sentence.text)
        for at, sentence in enumerate(said.sentences)
    )


def _denies(said: Said, findings: Findings, at: int) -> bool:
    """Tell a denial, unless it is the wish for a paper ("I do not find it")."""
    wanted = sentences(said, findings.evidence.get("asks_documents", ()))
    return at not in wanted and has_negation(said.sentences[at].text)


def _stated(said: Said, findings: Findings) -> set[int]:
    """Give the sentences that say something; all, where the model alone found it."""
    if not _is_by_rules(findings):
        return set(range(len(said.sentences)))
    return sentences(said, [one for ones in findings.evidence.values() for one in ones])
