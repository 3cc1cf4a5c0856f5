"""Second look: ask a reader elsewhere about customers' mails that nobody need read.

A step of its own, after the mails are read: whatever the other side does, they stand
as they were read, and no transaction waits for it. Each is asked about once, and noted
before that; what comes back can only put a hold beside those that stand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache

from agent import resources
from agent.channels.endpoint import Endpoint
from agent.errors import SollecitoError, Unreadable
from agent.ledger import due, holds, messages, second_looks
from agent.ledger.book import Tx
from agent.ledger.second_looks import Read
from agent.model.case import Hold
from agent.replies.second_reader import Heard, added, heard, request, shown
from agent.steps import answers
from agent.steps.desk import Desk
from agent.steps.each import nothing, picture, transaction
from agent.steps.ease import take_back
from agent.steps.standing import goes_on

READER = "second reader"
_AT_ONCE = 50
_OLDEST = timedelta(days=1)
_REST = timedelta(minutes=10)  # what does not answer is left alone for so long
_BY_A_PERSON = ("reply", "dispute")
_BY_ITSELF = (*_BY_A_PERSON, "promise", "claim")
_TRIAL = "Buongiorno, il bonifico parte venerdì prossimo."


def second_look(desk: Desk, beat: Callable[[], None] = nothing, most: int = 10) -> int:
    """Ask about mails read since; give the number asked about.

    Args:
        beat: Called before each, so that a watchdog sees progress.
    """
    if desk.second_reader is None:
        return 0
    asked = 0
    while asked < most and (one := _next(desk)) is not None:
        beat()
        asked += 1
        if not _ask_about(desk, desk.second_reader, one):
            break
    return asked


def trial(endpoint: Endpoint) -> Heard:
    """Ask about a sentence of our own.

    Raises:
        TryLater: It does not answer now.
        Refused: It does not answer us.
        Unreadable: Its answer is not of the form asked for.
    """
    return _ask(endpoint, _TRIAL)


def _next(desk: Desk) -> Read | None:
    """Give the next mail to ask about, and note it: it is asked about once."""
    with picture(desk) as tx:
        rests_until = due.of(tx, READER).due_at
        if rests_until and rests_until > tx.now:
            return None
        found = second_looks.following(tx, tx.now - _OLDEST, _AT_ONCE)
    if not found:
        return None
    with transaction(desk) as tx:
        one = next((one for one in found if not _waits_anyway(tx, one)), None)
        is_first = second_looks.passed(tx, (one or found[-1]).message)
    return one if is_first else None


def _waits_anyway(tx: Tx, one: Read) -> bool:
    """Tell a mail that a person has read or will read: nothing can be added."""
    return one.is_settled or _is_covered(_of_all(tx, one.customer_id), None)


def _of_all(tx: Tx, customer_id: str) -> list[Hold]:
    """Give the holds of all that a customer owes: one invoice's stops no other."""
    return [one for one in holds.standing(tx, [customer_id]) if not one.invoice_id]


def _ask_about(desk: Desk, endpoint: Endpoint, one: Read) -> bool:
    """Ask about a mail and hold for what is added; False where it does not answer."""
    try:
        answer = _ask(endpoint, one.words)
    except SollecitoError as error:
        return _fails(desk, error)
    with transaction(desk) as tx:
        goes_on(tx, READER)
        _hold(desk, tx, one, answer)
    return True


def _ask(endpoint: Endpoint, words: str) -> Heard:
    text = shown(words)
    return heard(endpoint.ask(request(text, endpoint.model, _prompt())), text)


@cache
def _prompt() -> str:
    return resources.second_reader().read_text("utf-8")


def _fails(desk: Desk, error: SollecitoError) -> bool:
    """Note that it does not answer, and leave it alone; a bad answer is only bad."""
    is_there = isinstance(error, Unreadable)
    with transaction(desk) as tx:
        if due.stands_still(tx, READER, str(error)):
            desk.log.warning("%s: %s", READER, error)
        if not is_there:
            due.set_due(tx, READER, tx.now + _REST)
    return is_there


def _hold(desk: Desk, tx: Tx, one: Read, answer: Heard) -> None:
    day = answers.day_of(desk, one.arrived_at, one.sent_at)
    more = added(answer, one.intents, day, is_about_money=one.is_about_money)
    if more is None:
        return
    _, until = answers.how_long(desk, more, day)
    if _is_covered(_of_all(tx, one.customer_id), until):
        return
    words = ", ".join(word.replace("_", " ") for word in more.intents)
    because = f"a second reader sees in his mail: {words}"
    since = desk.clock.today()
    holds.put(tx, one.customer_id, "reply", because, since=since, until=until)
    take_back(desk, tx, one.customer_id)
    end = f"until {until.isoformat()}" if until else "until a person decides"
    stored = messages.get(tx, one.message)
    said = f"{because}: held {end}"
    answers.note(tx, stored, "reply.held", said, one.customer_id)


def _is_covered(standing: Sequence[Hold], until: date | None) -> bool:
    """Tell whether what stands lasts as long as what would be added."""
    if until is None:
        return any(one.reason in _BY_A_PERSON and one.until is None for one in standing)
    return any(
        one.reason in _BY_ITSELF and (one.until is None or one.until >= until)
        for one in standing
    )
