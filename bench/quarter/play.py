"""The quarter itself: stories woven into the days, moment by moment."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from bench.quarter.firm import Firm, Morning, day, moment
from bench.quarter.program import soon
from bench.quarter.story import Finding, NotSeenError, Story, Telling, found
from tests.camt import camt

FIRST, LAST = day("09-02"), day("11-29")
WEEKEND_ROUNDS: tuple[str, ...] = ("10:00", "15:00")
ROUNDS: tuple[str, ...] = (
    "09:20",
    "10:05",
    "13:15",
    "15:05",
)  # the third in the midday pause
CLOSED = (day("09-19"), day("11-01"))  # San Gennaro in Naples, All Saints
_SATURDAY = 5
FORGOTTEN = day("11-22")  # the last statement that is downloaded
MACHINE_OFF = (day("11-20"), day("11-21"))


def play(firm: Firm, stories: Sequence[Story], since: str = "") -> list[Finding]:
    """Play all stories; days on which none is under way are skipped.

    Args:
        since: Leave out those that begin before this day, such as "10-28".
    """
    playing = _Playing(firm, stories)
    if since:
        playing.leave_out_before(moment(f"{since} 00:00"))
    for at in the_days(firm, playing):
        playing.go_on_until(at)
        firm.wait_until(at)
    playing.go_on_until(moment("11-30 23:00"))
    return playing.found


def is_working(on: date) -> bool:
    """Tell the firm's working days."""
    return on.weekday() < _SATURDAY and on not in CLOSED


def the_days(firm: Firm, playing: _Playing) -> Iterator[datetime]:
    """Let the program work: the daemon each morning, rounds through the day."""
    on = FIRST
    while on <= LAST + timedelta(days=1):
        if playing.is_under_way(on):
            yield from _a_day(firm, on, playing)
        on += timedelta(days=1)


def _a_day(firm: Firm, on: date, playing: _Playing) -> Iterator[datetime]:
    stamp = f"{on:%m-%d}"
    yield moment(f"{stamp} 07:30")
    _by_the_owner(firm, on, playing)
    if on in MACHINE_OFF:
        return
    if is_working(on):
        # the first run only learns when the summary is due
        yield moment(f"{stamp} 08:00" if firm.mornings else f"{stamp} 07:59:55")
        _morning(firm, on)
        rounds = ROUNDS
    else:
        rounds = WEEKEND_ROUNDS
    for at in rounds:
        yield moment(f"{stamp} {at}")
        firm.round()


def _by_the_owner(firm: Firm, on: date, playing: _Playing) -> None:
    """Look at the bank, switch sending on by and by, phone those of no story."""
    if on <= FORGOTTEN:  # the bank's page, downloaded each morning: nothing came in
        name = f"EC-{on}"
        firm.drop(f"{name}.xml", camt(on - timedelta(days=1), (), name))
    mode = "off" if on < day("09-09") else "approve" if on < day("09-16") else "auto"
    firm.configure(sending={"mode": mode})
    if on >= day("09-10") and not firm.is_live:
        firm.do("go-live", "--yes")
        firm.is_live = True
    for sheet in firm.ask("calls"):
        teller = firm.teller_of.get(sheet["customer"]["name"])
        if teller is not None and not playing.is_being_told(teller):
            firm.do("call", str(sheet["no"]), "--outcome", "reached")


def _morning(firm: Firm, on: date) -> None:
    """Let the daemon run until the day's summary has come."""
    with firm.service() as service:
        came = soon(lambda: any(one.at.date() == on for one in firm.summaries()), 30)
        firm.daemon_megabytes = max(firm.daemon_megabytes, service.memory())
    firm.mornings.append(Morning(on, came, service.status))
    firm.later(2)


class _Playing:
    """All stories, each waiting for its next moment."""

    def __init__(self, firm: Firm, stories: Sequence[Story]) -> None:
        self.firm = firm
        self.found: list[Finding] = []
        self._waiting: list[tuple[datetime, int, Story, Telling]] = []
        self._begun: set[int] = set()
        for no, story in enumerate(stories):
            self._go_on(no, story, story.tell(firm))

    def is_under_way(self, on: date) -> bool:
        """Tell whether a story goes on that day or has begun before it."""
        return any(
            no in self._begun or at.date() <= on for at, no, _, _ in self._waiting
        )

    def leave_out_before(self, at: datetime) -> None:
        self._waiting = [one for one in self._waiting if one[0] >= at]
        heapq.heapify(self._waiting)

    def is_being_told(self, no: int) -> bool:
        return no in self._begun

    def go_on_until(self, at: datetime) -> None:
        while self._waiting and self._waiting[0][0] <= at:
            moment_, no, story, telling = heapq.heappop(self._waiting)
            self.firm.wait_until(moment_)
            self._begun.add(no)
            self.firm.teller = no
            self._go_on(no, story, telling)

    def _go_on(self, no: int, story: Story, telling: Telling) -> None:
        try:
            heapq.heappush(self._waiting, (moment(next(telling)), no, story, telling))
        except StopIteration as end:
            self.found.append(found(story, end.value))
        except NotSeenError as error:
            self.found.append(
                found(story, f"{self.firm.now:%m-%d}: {error}", is_seen=False)
            )
        except Exception as error:  # noqa: BLE001  a story that breaks costs itself
            told = f"{self.firm.now:%m-%d}: {type(error).__name__}: {error}"
            self.found.append(found(story, told, is_seen=False))
        else:
            return
        self._begun.discard(no)
        print(f"{self.found[-1].evidence:.110}", story.name, flush=True)
