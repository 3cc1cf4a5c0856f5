"""The owner: what she does in her ten minutes a day, by the same acts as the verbs."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta

from agent.demo.behaviour import Task
from agent.demo.clientele import Clientele, Mail
from agent.errors import Refused
from agent.model.call import CallSheet
from agent.steps.act import cases, editing, letters, money, phoning
from agent.steps.desk import Desk
from agent.steps.look.call_sheets import call_sheets
from agent.steps.look.review import review

NAME = "marta"
_PHONES_ON = (1, 3)  # Tuesdays and Thursdays
_CALLS_A_DAY = 4
_DAYS_TO_LOOK_INTO_IT = 7
_DAYS_UNTIL_PAID = 3


@dataclass(slots=True)
class Owner:
    """Approves letters, makes calls, reads replies, answers questions.

    Args:
        until: Her last day of calls and answers: what comes later is the user's.
        diary: What is to be done with which mail, by day.
    """

    clientele: Clientele
    until: date
    diary: list[tuple[date, Mail, Task]] = field(default_factory=list)

    def go_live(self, desk: Desk) -> None:
        """Switch sending on, once, after a look at what would leave."""
        letters.go_live(desk, NAME)

    def note(self, mail: Mail, today: date) -> None:
        """Put a reply that asks something of her into the diary."""
        if mail.task:
            self.diary.append((today + timedelta(days=1), mail, mail.task))

    def work(self, desk: Desk) -> int:
        """Do the day's work; give how many calls were made."""
        letters.approve_all(desk, NAME)
        today = desk.clock.today()
        due = [each for each in self.diary if each[0] <= today]
        self.diary = [each for each in self.diary if each not in due]
        for _, mail, what in due:
            self._do(desk, mail, what)
        if today > self.until:
            return 0
        self._answer_questions(desk)
        return self._phone(desk) if today.weekday() in _PHONES_ON else 0

    def _phone(self, desk: Desk) -> int:
        """Make a few calls; one may answer another, so the list is read anew."""
        called: set[int] = set()
        while len(called) < _CALLS_A_DAY:
            waiting = [each for each in call_sheets(desk) if each.no not in called]
            if not waiting:
                break
            self._call(desk, waiting[0])
            called.add(waiting[0].no)
        return len(called)

    def _call(self, desk: Desk, sheet: CallSheet) -> None:
        spoken = self.clientele.phone(sheet.customer.name, desk.clock.today())
        phoning.call_done(
            desk, NAME, sheet.no, spoken.outcome, spoken.note, spoken.until
        )
        if spoken.email:
            who = str(sheet.customer.no)
            editing.edit(desk, NAME, who, {}, add_email=spoken.email)

    def _answer_questions(self, desk: Desk) -> None:
        """Accept payments that have one likely reading."""
        for question in review(desk).payments:
            if len(question.choices) == 1:
                money.accept(desk, NAME, question.payment.no)

    def _do(self, desk: Desk, mail: Mail, what: Task) -> None:
        name = self.clientele.customer(mail.customer).name
        today = desk.clock.today()
        match what:
            case "":
                pass
            case "read":
                cases.release(desk, NAME, "she answered him", customer=name)
            case "dispute":
                cases.release(desk, NAME, "it is a dispute", customer=name)
                reason = "consegnate 300 copie su 500"
                with suppress(Refused):  # paid meanwhile
                    cases.dispute(desk, NAME, mail.number, reason, NAME)
                end = today + timedelta(days=_DAYS_TO_LOOK_INTO_IT)
                self.diary.append((end, mail, "resolve"))
            case "resolve":
                try:
                    cases.resolve(desk, NAME, mail.number, "le 200 copie sono arrivate")
                except Refused:
                    return
                self.clientele.give_in(name, today + timedelta(days=_DAYS_UNTIL_PAID))
