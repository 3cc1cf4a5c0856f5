"""What a person says that a mail meant, and learning from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from agent import resources
from agent.errors import Refused
from agent.ledger import corrections, events, messages
from agent.ledger.book import Tx
from agent.replies import training
from agent.replies.exam import Marks, sit
from agent.replies.labelled import Labelled, examples, texts
from agent.replies.model import to_bytes
from agent.replies.training import Shuffler
from agent.steps import ease
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.in_words import MEANINGS
from agent.steps.learned import model_of, shipped_digest

SEED = training.SEED
Understood = corrections.Understood
_SHOWN = 20
# A correction counts for several texts: it is how this firm's customers write.
_TIMES = 3


@dataclass(frozen=True, slots=True)
class Lesson:
    """What learning brought, on texts that no training sees.

    Args:
        corrections: How many were learned from.
    """

    corrections: int
    before: Marks
    after: Marks


def replies(desk: Desk, limit: int = _SHOWN) -> tuple[Understood, ...]:
    """Give the last mails of persons and what they were taken for, newest first."""
    zone = desk.clock.zone
    with picture(desk) as tx:
        return tuple(
            replace(one, arrived_at=one.arrived_at.astimezone(zone))
            for one in corrections.understood(tx, limit)
        )


def correct(desk: Desk, by: str, message: str, words: Sequence[str]) -> Understood:
    """Keep what a mail means; it changes no hold, and teaches the next learning.

    Args:
        message: Its id, or the end of it.
        words: Of the closed list; none = what was understood is right after all.

    Raises:
        Refused: No such mail, several, or a word that is not of the list.
    """
    wrong = [word for word in words if word not in MEANINGS]
    if wrong:
        raise Refused(f"{wrong[0]!r} is none of: {', '.join(MEANINGS)}")
    if "work" in words and len(set(words)) > 1:
        raise Refused("a mail about the work itself means nothing else: only `work`")
    with transaction(desk, by) as tx:
        found = _found(tx, message)
        meant = tuple(dict.fromkeys(words))
        corrections.correct(tx, found.message, meant)
        customer_id = messages.get(tx, found.message).customer_id
        events.write(
            tx,
            "reply.corrected",
            f"message:{found.message}",
            "a person said what it means",
            *([f"customer:{customer_id}"] if customer_id else []),
        )
        ease.take_back(desk, tx, customer_id)
    return replace(found, corrected=meant)


def reply(desk: Desk, message: str) -> Understood:
    """Give one mail and what it was taken for.

    Args:
        message: Its id, or the end of it.

    Raises:
        Refused: No such mail, or several.
    """
    with picture(desk) as tx:
        one = _found(tx, message)
    return replace(one, arrived_at=one.arrived_at.astimezone(desk.clock.zone))


def _found(tx: Tx, message: str) -> Understood:
    found = [
        one
        for one in corrections.understood(tx)
        if message and one.message.lower().endswith(message.lower())
    ]
    if len(found) != 1:
        many = "several mails' ids end" if found else "no mail's id ends"
        raise Refused(f"{many} with {message!r}; `sollecito replies` lists them")
    return found[0]


def shipped_texts() -> tuple[Labelled, ...]:
    """Give the labelled texts that the program is shipped with."""
    return tuple(
        one for path in resources.texts() for one in texts(path.read_text("utf-8"))
    )


def to_learn_from(desk: Desk) -> tuple[corrections.Understood, ...]:
    """Give the mails of which a person said what they mean.

    Raises:
        Refused: There is none.
    """
    with picture(desk) as tx:
        found = tuple(one for one in corrections.understood(tx) if one.corrected)
    if not found:
        raise Refused("nothing was corrected; `sollecito replies` shows what can be")
    return found


def learn(
    desk: Desk,
    by: str,
    shuffler: Shuffler,
    known: Sequence[Labelled],
    told: Callable[[int, int], None] = training.nobody,
) -> Lesson:
    """Train the model anew with all corrections, and read by it from now on.

    Args:
        known: Texts to learn from as well; on those held out it is tried.
        told: Is told how many meanings are learned, and of how many.

    Raises:
        Refused: There is none to learn from, or more danger would go unseen.
    """
    found = to_learn_from(desk)
    with picture(desk) as tx:
        now = model_of(desk, tx)
    theirs = [
        Labelled(one.words, frozenset(one.corrected), is_held=False) for one in found
    ]
    taught = [one for one in known if not one.is_held] + theirs * _TIMES
    model = training.train(examples(taught), shuffler, told)
    fixed = [one for one in known if one.is_held]
    lesson = Lesson(len(found), before=sit(fixed, now), after=sit(fixed, model))
    if lesson.after.dangers > lesson.before.dangers:
        raise Refused(
            f"{lesson.after.dangers} dangers would go unseen, {lesson.before.dangers} "
            "do now: nothing was changed; look at the corrections made last"
        )
    with transaction(desk, by) as tx:
        because = f"learned from {len(found)} corrections"
        corrections.keep_weights(tx, to_bytes(model), shipped_digest(), because)
        events.write(tx, "reply.learned", "firm:self", because)
    return lesson


def forget(desk: Desk, by: str) -> None:
    """Read by the weights shipped again; corrections are kept."""
    with transaction(desk, by) as tx:
        because = "a person wants what was learned here forgotten"
        corrections.forget_weights(tx, because)
        events.write(tx, "reply.learned", "firm:self", because)
