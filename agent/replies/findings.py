"""What a text says, by the rules and by the model together.

Division of labour, chosen by figures on texts kept apart: what a rule finds stands;
the model adds what is likely enough, and no rule's finding is dropped for its sake.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agent.replies.hints import seen
from agent.replies.model import CALM, DONE, MACHINE, MONEY, Model
from agent.replies.rules import Evidences, found
from agent.replies.said import Evidence, Said
from agent.replies.words import COURTESY, TO_A_MACHINE

AWAY = frozenset(("out_of_office", "automatic"))
# What a machine may act on without a person, and only on these.
CLEAR = frozenset(("says_paid", "promises_payment", "acknowledges"))
# Said together with one of these, "received" says nothing more.
_ABOVE_ACKNOWLEDGING = AWAY | {
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
_PAIR = frozenset(("says_paid", "promises_payment"))
_EVEN, _DECIDED = 0.5, 0.8
# What the rules explain whole, the model adds to only if it is as sure as this.
_CONTRADICTS = 0.8
_INCREDIBLE = 0.02
_NOTHING_ELSE = 0.4
_CALM = 0.8  # who says only what needs nobody says something
_ROBOT = 0.1
# Nothing is told by these alone: what is likeliest takes their place.
_UNTOLD = frozenset(("other", "asks_question"))
# What a question may come with that it does not ask for.
_ALSO_SAID = frozenset(("acknowledges", "asks_question", "other"))
_NO_INTENTS = frozenset((MONEY, MACHINE, CALM, DONE))
_GRAVE = frozenset(
    ("legal", "hardship", "bank_details_change", "asks_to_stop", MACHINE)
)
_STOPS = _GRAVE | frozenset(
    (
        "disputes",
        "asks_instalments",
        "pays_on_condition",
        "names_other_contact",
        "person_left",
    )
)


@dataclass(frozen=True, slots=True)
class Findings:
    """All that is said.

    Args:
        evidence: What the rules found, and where.
        added: Intents that the model alone found.
        likely: The model's probabilities; empty without a model.
        is_to_a_machine: It tries to give the reader orders: a person reads it, and
            nothing in it counts as paid.
        doubted: What a rule found and the model does not believe: a person decides.
    """

    evidence: Evidences
    added: frozenset[str] = frozenset()
    likely: Mapping[str, float] | None = None
    is_to_a_machine: bool = False
    doubted: frozenset[str] = frozenset()

    @property
    def intents(self) -> tuple[str, ...]:
        """Everything that is said, the rules' findings first."""
        return (*self.evidence, *sorted(self.added))

    @property
    def quoted(self) -> tuple[tuple[str, str], ...]:
        """Give each intent with the words that say so, once for each place."""
        return tuple(
            (word, one.words) for word, ones in self.evidence.items() for one in ones
        )

    @property
    def risk(self) -> float:
        """How likely something else is said on which a person must decide."""
        return max(map(self.probability, _STOPS - set(self.intents)))

    @property
    def grave_risk(self) -> float:
        """How likely something is said that nobody may overlook."""
        return max(map(self.probability, _GRAVE - set(self.intents)))

    def probability(self, word: str) -> float:
        """Tell how likely a label is to the model; 0 without one."""
        return (self.likely or {}).get(word, 0.0)


def find(said: Said, model: Model | None = None, proof: str = "") -> Findings:
    """Find what a text says.

    Args:
        proof: Words of an attached proof of payment; empty = there is none.
    """
    by_rule = found(said)
    evidence = weighed(said, by_rule)
    if proof and "says_paid" not in evidence:
        evidence["says_paid"] = (Evidence(0, 0, proof),)
    by_words = TO_A_MACHINE.search(said.text) is not None
    if model is None or not said.text.strip():
        return Findings(_believed(evidence, by_words), is_to_a_machine=by_words)
    likely = model.probabilities(seen(said, by_rule))
    given = model.labels(likely)
    is_to_a_machine = by_words or MACHINE in given
    if _is_explained(said, evidence):
        given = frozenset(word for word in given if likely[word] >= _CONTRADICTS)
    added = _one_of_a_pair(given - _NO_INTENTS - set(evidence), evidence, likely)
    if not (set(evidence) | added) - _UNTOLD:
        added = _likeliest(likely)
    if AWAY & (set(evidence) | added):  # "I am back on Monday" is no promise
        added -= {word for word in _PAIR if likely.get(word, 0.0) < _CONTRADICTS}
    doubted = _doubted(evidence, added, likely)
    evidence = {word: ones for word, ones in evidence.items() if word not in doubted}
    if is_to_a_machine:
        added -= CLEAR
    if evidence or added != {"other"}:
        added -= {"other"}
    return Findings(
        _believed(evidence, is_to_a_machine), added, likely, is_to_a_machine, doubted
    )


def _doubted(
    evidence: Evidences, added: frozenset[str], likely: Mapping[str, float]
) -> frozenset[str]:
    """Choose the rules' findings that the text as a whole speaks against."""
    doubted = {
        word
        for word in set(evidence) - _GRAVE
        if likely.get(word, 0.0) < _INCREDIBLE and word in likely
    }
    if "asks_question" in evidence and added - _ALSO_SAID:  # he asks for just that
        doubted.add("asks_question")
    is_more = (set(evidence) | added) - doubted - {"other"}
    return frozenset(doubted if is_more else doubted & {"asks_question"})


def _likeliest(likely: Mapping[str, float]) -> frozenset[str]:
    """Choose what a text most likely says of which nothing else is known."""
    words = set(likely) - _NO_INTENTS
    is_calm = likely.get(CALM, 0.0) >= _CALM
    if is_calm or likely.get("other", 0.0) < _NOTHING_ELSE:
        words.discard("other")
    if not words:
        return frozenset()
    best = max(sorted(words), key=lambda word: likely[word])
    is_robot = max(likely.get(word, 0.0) for word in AWAY) >= _ROBOT * likely[best]
    return frozenset(("other" if best in CLEAR and is_robot else best,))


def _is_explained(said: Said, evidence: Evidences) -> bool:
    """Tell a text of which the rules left no sentence over."""
    explained = sentences(said, [one for ones in evidence.values() for one in ones])
    return bool(explained) and all(
        at in explained or COURTESY.search(sentence.text)
        for at, sentence in enumerate(said.sentences)
    )


def _one_of_a_pair(
    added: frozenset[str], evidence: Evidences, likely: Mapping[str, float]
) -> frozenset[str]:
    """Drop "paid" beside "will pay", or the reverse, where one is clearly meant.

    They share most of their words.
    """
    if not (added | set(evidence)) >= _PAIR:
        return added
    done = likely.get(DONE, _EVEN)
    if max(done, 1 - done) < _DECIDED:
        return added
    return added - {"promises_payment" if done > _EVEN else "says_paid"}


def _believed(evidence: Evidences, is_to_a_machine: bool) -> Evidences:  # noqa: FBT001
    if not is_to_a_machine:
        return evidence
    return {word: ones for word, ones in evidence.items() if word not in CLEAR}


def weighed(said: Said, all_of_them: Evidences) -> dict[str, tuple[Evidence, ...]]:
    """Drop what a stronger finding of the rules already says."""
    kept = dict(all_of_them)
    if set(kept) & _ABOVE_ACKNOWLEDGING:
        kept.pop("acknowledges", None)
    if "out_of_office" in kept:  # whom he names stands in for him
        kept.pop("names_other_contact", None)
    paid = sentences(said, kept.get("says_paid", ()))
    kept["promises_payment"] = tuple(
        one
        for one in kept.get("promises_payment", ())
        if said.sentence_at(one.start) not in paid
    )
    others = sentences(
        said, [one for word in kept if word != "asks_question" for one in kept[word]]
    )
    kept["asks_question"] = tuple(
        one
        for one in kept.get("asks_question", ())
        if said.sentence_at(one.start) not in others
    )
    return {word: ones for word, ones in kept.items() if ones}


def sentences(said: Said, ones: Iterable[Evidence]) -> set[int]:
    """Give the numbers of the sentences in which evidence stands."""
    return {said.sentence_at(one.start) for one in ones}
