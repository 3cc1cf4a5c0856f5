"""Whether a person must look: whatever is not plainly clear is a person's matter."""

from __future__ import annotations

from agent.replies import references
from agent.replies.findings import AWAY, CLEAR, Findings, sentences
from agent.replies.new_text import NewText
from agent.replies.said import Said, any_of, has_negation
from agent.replies.words import COURTESY, PART, language_has_condition

FEW_WORDS = 3
# So sure must the model be of each intent before it clears a doubt of the rules, and
# so unlikely must be whatever a person decides on. Chosen by cross-validation on the
# training texts.
_SURE = 0.7
_RISK = 0.12
_PLAIN_RISK, _GRAVE_RISK = 0.4, 0.2  # where the rules are in no doubt
_EITHER = AWAY | {"says_paid", "promises_payment"}
_HARMLESS = frozenset(("acknowledges",))
_INVOICE = any_of(
    r"fattur[ae]|parcell[ae]|copi[ae]|pdf|invoices?|cop(?:y|ies)|rechnung\w{0,2}|kopie|zweitschrift|factures?|copie|duplicata|facturas?|duplicado"
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
    if not intents or new.is_whole or findings.is_to_a_machine or findings.doubted:
        return True
    if not said.language and len(new.text.split()) > FEW_WORDS:
        return True
    if references.ibans(new.text) - references.ibans(our_letter):
        return True
    if intents & AWAY:
        guessed = [findings.probability(word) for word in findings.added & AWAY]
        is_sure = all(likely >= _SURE for likely in guessed)
        is_known = intents <= AWAY and (returns or "automatic" in intents)
        return not (is_known and is_sure) or _is_risky(findings)
    if "asks_documents" in findings.evidence and _wants_a_copy(said):
        intents.discard("asks_documents")
    if not intents <= CLEAR or {"says_paid", "promises_payment"} <= intents:
        return True
    if is_ahead and "says_paid" in findings.added:
        return True
    if not is_dated and _names_a_day(said, findings):
        return True
    return _is_partial(said, findings) or not _is_plain(said, findings)


def _is_risky(findings: Findings) -> bool:
    return findings.likely is not None and findings.grave_risk >= _RISK


def _names_a_day(said: Said, findings: Findings) -> bool:
    """Tell a promise with figures in it: of a day that could not be read."""
    at = sentences(said, findings.evidence.get("promises_payment", ()))
    return any(sign.isdigit() for one in at for sign in said.sentences[one].text)


def _is_plain(said: Said, findings: Findings) -> bool:
    """Tell what rules and model see alike, or the model so surely that it decides."""
    by_rules = _is_by_rules(findings) and not _is_doubtful(said, findings)
    if findings.likely is None:
        return by_rules
    is_calm = findings.risk < _PLAIN_RISK and findings.grave_risk < _GRAVE_RISK
    if by_rules and is_calm:
        return True
    likely = [findings.probability(word) for word in findings.intents]
    return findings.risk < _RISK and min(likely) >= _SURE and not _is_torn(findings)


def _is_torn(findings: Findings) -> bool:
    """Tell a text that may as well say "paid" as "will pay", or be a robot's."""
    either = _EITHER - set(findings.intents)
    return any(findings.probability(word) >= _RISK for word in either)


def _is_by_rules(findings: Findings) -> bool:
    return bool(findings.evidence) and findings.added <= _HARMLESS


def _wants_a_copy(said: Said) -> bool:
    """Tell who wants the invoice alone: the next letter brings it."""
    return bool(_INVOICE.search(said.text)) and not _OTHER_PAPER.search(said.text)


def _is_partial(said: Said, findings: Findings) -> bool:
    """Tell a clear statement beside a condition or a part."""
    return any(
        language_has_condition(said, said.sentences[at].text)
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
