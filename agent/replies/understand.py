"""A person's mail understood: what it says, with evidence, and who must look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from agent.model.message import Parts
from agent.model.reply import DateRange, Reading
from agent.replies import references
from agent.replies.asked import call_in, monthly_in, parts_in
from agent.replies.caution import FEW_WORDS, needs_person
from agent.replies.dates import phrases
from agent.replies.findings import AWAY, Findings, find, sentences
from agent.replies.language import language
from agent.replies.model import MONEY as ABOUT_MONEY
from agent.replies.model import Model
from agent.replies.new_text import NewText, extract
from agent.replies.proof import Proof, proof_in, unread
from agent.replies.rules import Evidences
from agent.replies.said import Said, Sentence, read
from agent.replies.words import MONEY, language_has_condition

_MOSTLY_MONEY = frozenset(
    ("promises_payment", "pays_on_condition", "asks_instalments", "hardship")
)
# So likely must it be about money beside a word of money, a word of the law, or alone:
# whoever writes about the work uses these words too. Chosen by cross-validation.
_NAMED, _LEGAL, _SURELY = 0.9, 0.7, 0.985
_EVEN = 0.65  # where nothing can be told from the words
_HARDLY = 0.3  # where nobody may overlook it, or a sum is named
_SURE = 0.8
_GRAVE = frozenset(("legal", "hardship"))
_ENOUGH_WORDS = 9  # to tell one's language by


def understand(
    parts: Parts,
    today_sent: date,
    our_letter: str = "",
    open_numbers: frozenset[str] = frozenset(),
    *,
    answers_us: bool = False,
    model: Model | None = None,
    words_of: Callable[[bytes], str] = unread,
) -> Reading:
    """Read a person's mail.

    Args:
        today_sent: The day of the mail, in its sender's zone: dates count from it.
        our_letter: Text of the letter it answers; empty if unknown.
        open_numbers: Numbers of open documents as the ledger writes them.
        answers_us: It is tied to a letter of ours.
        model: Finds what no rule knows; None = the rules alone.
        words_of: Gives the words of an attached PDF; empty = none can be read.
    """
    new = extract(parts, our_letter)
    # Where only quotation is left, these are our words, not his.
    own = "" if new.is_whole else new.text
    said = read(own, language(new.text) or language(f"{parts.subject} {new.text}"))
    proof = proof_in(parts, today_sent, words_of)
    findings = find(said, model, proof.words)
    facts = _facts(parts, own, said, findings, proof, today_sent)
    named = references.documents(own, open_numbers)
    is_about = _names_ours(parts, named, open_numbers, findings)
    is_plain = answers_us or is_about or _speaks_of_money(parts, said, findings)
    doubtful = not is_plain and _is_doubtful(parts, new, said, findings)
    return replace(
        facts,
        text=new.text,
        invoice_references=named,
        about_money=is_plain or doubtful,
        needs_person=bool(facts.call_words)
        or needs_person(
            new,
            said,
            findings,
            our_letter,
            is_dated=facts.promise is not None,
            returns=facts.return_on is not None,
            is_ahead=_looks_ahead(own, today_sent),
        ),
        is_doubtful=doubtful,
    )


def _facts(
    parts: Parts,
    own: str,
    said: Said,
    findings: Findings,
    proof: Proof,
    sent: date,
) -> Reading:
    """Give what he says, and all that he names beside it."""
    evidence = findings.evidence
    intents = findings.intents or ("other",)
    away = bool(AWAY & set(intents))
    call = None if away else call_in(said, sent)
    asks_parts = "asks_instalments" in intents
    return Reading(
        text=own,
        language=said.language,
        intents=intents,
        promise=_promise(said, evidence, sent),
        paid_on=_paid_on(said, evidence, sent) or proof.paid_on,
        amount=references.first_amount(own) or proof.amount,
        payment_reference=references.payment_reference(own) or proof.reference,
        new_contact=_contact(evidence, parts, said),
        return_on=_return(own, sent) if away else None,
        substitute=_substitute(parts, own) if away else "",
        evidence=findings.quoted,
        call_words=call.words if call else "",
        call_on=call.on if call else None,
        parts=parts_in(own) if asks_parts else 0,
        monthly=monthly_in(own) if asks_parts else 0,
    )


def _promise(said: Said, evidence: Evidences, sent: date) -> DateRange | None:
    """Give the days of the promise: from its own sentence, else the only ones named."""
    ones = evidence.get("promises_payment", ())
    if "says_paid" in evidence:
        return None  # paid and still to pay: a person reads which is which
    for at in sorted(sentences(said, ones)):
        dated = _unconditional(said, said.sentences[at], sent)
        if dated:
            return dated
    if not ones:
        return None
    ranges = [_unconditional(said, sentence, sent) for sentence in said.sentences]
    dates = [one for one in ranges if one]
    return dates[0] if len(dates) == 1 else None


def _unconditional(said: Said, sentence: Sentence, sent: date) -> DateRange | None:
    """Give the days a sentence names; none where it names two or a condition."""
    if language_has_condition(said, sentence.text):
        return None
    ranges = {DateRange(one.since, one.until) for one in phrases(sentence.text, sent)}
    return ranges.pop() if len(ranges) == 1 else None


def _looks_ahead(text: str, sent: date) -> bool:
    """Tell a day to come that cannot be one gone by, as "Friday" can."""
    gone = {one.end for one in phrases(text, sent, past=True)}
    return any(one.end not in gone for one in phrases(text, sent) if one.until > sent)


def _paid_on(said: Said, evidence: Evidences, sent: date) -> date | None:
    for at in sorted(sentences(said, evidence.get("says_paid", ()))):
        for phrase in phrases(said.sentences[at].text, sent, past=True):
            if phrase.since == phrase.until:
                return phrase.until
    return None


def _return(text: str, sent: date) -> date | None:
    """Give the first day back: "until the 20th" means the day after."""
    for phrase in phrases(text, sent):
        words = text[max(0, phrase.start - 24) : phrase.end].lower()
        lasts = ("fino", "until", "till", "bis", "jusqu", "hasta", "through", "al ")
        is_last_day = any(one in words for one in lasts)
        return date.fromordinal(phrase.until.toordinal() + is_last_day)
    return None


def _contact(evidence: Evidences, parts: Parts, said: Said) -> str:
    """Give the address he names for us to write to."""
    if not {"names_other_contact", "person_left"} & set(evidence):
        return ""
    others = [one for one in references.emails(said.text) if one not in _known(parts)]
    return others[0] if others else ""


def _substitute(parts: Parts, text: str) -> str:
    others = [one for one in references.emails(text) if one not in _known(parts)]
    return others[0] if others else ""


def _known(parts: Parts) -> frozenset[str]:
    return frozenset((parts.sender, *parts.to, *parts.cc))


def _names_ours(
    parts: Parts,
    named: Sequence[str],
    open_numbers: frozenset[str],
    findings: Findings,
) -> bool:
    """Tell a mail that names an invoice; one that is not open may be of others."""
    if references.documents(parts.subject, open_numbers):
        return True
    is_open = not open_numbers.isdisjoint(named)
    return is_open or (bool(named) and not _is_below(findings, _HARDLY))


def _speaks_of_money(parts: Parts, said: Said, findings: Findings) -> bool:
    """Tell by what is said, by an amount, by words of money the model agrees with."""
    intents = set(findings.evidence)
    if "bank_details_change" in intents:
        return True
    # A budget is a sum, too, and a question may be settled.
    if "says_paid" in intents or references.first_amount(said.text):
        return not _is_below(findings, _HARDLY)
    if MONEY.search(parts.subject) or findings.probability(ABOUT_MONEY) >= _SURELY:
        return True
    if any(findings.probability(word) >= _SURE for word in intents & _GRAVE):
        return not _is_below(findings, _HARDLY)
    if "legal" in intents:  # a hearing is work for some
        return not _is_below(findings, _LEGAL)
    is_named = bool(intents & _MOSTLY_MONEY or MONEY.search(said.text))
    return is_named and not _is_below(findings, _NAMED)


def _is_below(findings: Findings, likely: float) -> bool:
    return bool(findings.likely) and findings.probability(ABOUT_MONEY) < likely


def _is_doubtful(parts: Parts, new: NewText, said: Said, findings: Findings) -> bool:
    """Tell a mail whose words say too little to call it one about the work."""
    words = len(new.text.split())
    is_hardly = _is_below(findings, _EVEN)
    is_tiny = words <= FEW_WORDS and not is_hardly
    is_foreign = words >= _ENOUGH_WORDS and not said.language and not is_hardly
    has_papers = any(one.kind == "application/pdf" for one in parts.attachments)
    return is_tiny or is_foreign or has_papers or new.is_whole
