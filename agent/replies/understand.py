"""A person's mail understood: what it says, with evidence, and who must look.

Rules are for precision: whatever they do not know goes to a person.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from operator import attrgetter

from agent.model.message import Parts
from agent.model.reply import DateRange, Reading
from agent.replies import references
from agent.replies.dates import phrases
from agent.replies.language import language
from agent.replies.new_text import NewText, extract
from agent.replies.rules import found
from agent.replies.said import Evidence, Said, Sentence, has_negation, read
from agent.replies.words import (
    COURTESY,
    MONEY,
    PART,
    TO_A_MACHINE,
    language_has_condition,
)

Evidences = Mapping[str, tuple[Evidence, ...]]

# What a machine may act on without a person, and only on these.
_CLEAR = frozenset(("says_paid", "promises_payment", "acknowledges"))
_AWAY = frozenset(("out_of_office", "automatic"))
# Said together with one of these, "received" says nothing more.
_ABOVE_ACKNOWLEDGING = _AWAY | {
    "says_paid",
    "promises_payment",
    "pays_on_condition",
    "disputes",
    "asks_instalments",
    "asks_documents",
    "names_other_contact",
    "person_left",
    "asks_to_stop",
    "hardship",
    "legal",
    "bank_details_change",
}
_ABOUT_MONEY = frozenset(
    (
        "says_paid",
        "promises_payment",
        "pays_on_condition",
        "asks_instalments",
        "bank_details_change",
        "legal",
        "hardship",
    )
)
_FEW_WORDS = 3


def understand(
    parts: Parts,
    today_sent: date,
    our_letter: str = "",
    open_numbers: frozenset[str] = frozenset(),
    *,
    answers_us: bool = False,
) -> Reading:
    """Read a person's mail.

    Args:
        today_sent: The day of the mail, in its sender's zone: dates count from it.
        our_letter: Text of the letter it answers; empty if unknown.
        open_numbers: Numbers of open documents as the ledger writes them.
        answers_us: It is tied to a letter of ours.
    """
    new = extract(parts, our_letter)
    # Where only quotation is left, these are our words, not his.
    own = "" if new.is_whole else new.text
    said = read(own, language(new.text) or language(f"{parts.subject} {new.text}"))
    evidence = _weighed(said, found(said))
    intents = tuple(evidence) or ("other",)
    promise = _promise(said, evidence, today_sent)
    named = references.documents(own, open_numbers)
    is_plain = answers_us or bool(named) or _speaks_of_money(parts, said, intents)
    doubtful = not is_plain and _is_doubtful(parts, new, said)
    away = "out_of_office" in evidence
    back = _return(own, today_sent) if away else None
    return Reading(
        text=new.text,
        language=said.language,
        intents=intents,
        promise=promise,
        paid_on=_paid_on(said, evidence, today_sent),
        amount=references.first_amount(own),
        payment_reference=references.payment_reference(own),
        invoice_references=named,
        new_contact=_contact(evidence, parts, said),
        return_on=back,
        substitute=_substitute(parts, own) if away else "",
        about_money=is_plain or doubtful,
        needs_person=_needs_person(
            new, said, evidence, promise, our_letter, returns=back is not None
        ),
        evidence=tuple(
            (word, one.words) for word, ones in evidence.items() for one in ones
        ),
        is_doubtful=doubtful,
    )


def _weighed(said: Said, all_of_them: Evidences) -> dict[str, tuple[Evidence, ...]]:
    """Drop what a stronger finding already says."""
    kept = dict(all_of_them)
    if set(kept) & _ABOVE_ACKNOWLEDGING:
        kept.pop("acknowledges", None)
    if "out_of_office" in kept:  # whom he names stands in for him
        kept.pop("names_other_contact", None)
    paid = _sentences(said, kept.get("says_paid", ()))
    kept["promises_payment"] = tuple(
        one
        for one in kept.get("promises_payment", ())
        if _sentence_at(said, one) not in paid
    )
    others = _sentences(
        said, [one for word in kept if word != "asks_question" for one in kept[word]]
    )
    kept["asks_question"] = tuple(
        one
        for one in kept.get("asks_question", ())
        if _sentence_at(said, one) not in others
    )
    return {word: ones for word, ones in kept.items() if ones}


def _sentence_at(said: Said, one: Evidence) -> int:
    """Give the number of the sentence in which evidence stands."""
    return bisect_right(said.sentences, one.start, key=attrgetter("start")) - 1


def _sentences(said: Said, ones: tuple[Evidence, ...] | list[Evidence]) -> set[int]:
    return {_sentence_at(said, one) for one in ones}


def _promise(said: Said, evidence: Evidences, sent: date) -> DateRange | None:
    """Give the days of the promise: from its own sentence, else the only ones named."""
    ones = evidence.get("promises_payment", ())
    if "says_paid" in evidence:
        return None  # paid and still to pay: a person reads which is which
    for at in sorted(_sentences(said, ones)):
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


def _paid_on(said: Said, evidence: Evidences, sent: date) -> date | None:
    for at in sorted(_sentences(said, evidence.get("says_paid", ()))):
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


def _speaks_of_money(parts: Parts, said: Said, intents: tuple[str, ...]) -> bool:
    if set(intents) & _ABOUT_MONEY or references.first_amount(said.text):
        return True
    return bool(MONEY.search(said.text) or MONEY.search(parts.subject))


def _is_doubtful(parts: Parts, new: NewText, said: Said) -> bool:
    """Tell a mail whose words say too little to call it one about the work."""
    is_short = len(new.text.split()) <= _FEW_WORDS
    has_papers = any(one.kind == "application/pdf" for one in parts.attachments)
    return is_short or new.is_whole or has_papers or not said.language


def _needs_person(
    new: NewText,
    said: Said,
    evidence: Evidences,
    promise: DateRange | None,
    our_letter: str,
    *,
    returns: bool,
) -> bool:
    """Tell whether anything is not plainly clear; when in doubt, it is not."""
    intents = set(evidence)
    if not intents or new.is_whole or TO_A_MACHINE.search(new.text):
        return True
    if not said.language and len(new.text.split()) > _FEW_WORDS:
        return True
    if references.ibans(new.text) - references.ibans(our_letter):
        return True
    if intents & _AWAY:
        return not intents <= _AWAY or not (returns or "automatic" in intents)
    if not intents <= _CLEAR or {"says_paid", "promises_payment"} <= intents:
        return True
    if "promises_payment" in intents and promise is None:
        return True
    return _is_qualified(said, evidence) or _says_more(said, evidence)


def _is_qualified(said: Said, evidence: Evidences) -> bool:
    """Tell a clear statement beside a denial, a condition or a part."""
    ones = [one for found_ones in evidence.values() for one in found_ones]
    return any(
        has_negation(said.sentences[at].text)
        or language_has_condition(said, said.sentences[at].text)
        or PART.search(said.sentences[at].text)
        for at in _sentences(said, ones)
    )


def _says_more(said: Said, evidence: Evidences) -> bool:
    """Tell whether a sentence says something that nothing here explains."""
    ones = [one for found_ones in evidence.values() for one in found_ones]
    explained = _sentences(said, ones)
    return any(
        at not in explained
        and len(sentence.text.split()) > _FEW_WORDS
        and not COURTESY.search(sentence.text)
        for at, sentence in enumerate(said.sentences)
    )
