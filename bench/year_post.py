"""What customers and their servers write, and when it lies in our mailbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bench.year_world import ROME, Customer, Said, Words, World, banking
from tests.steps import given
from tests.steps.notices import notice

GONE, FULL = "5.1.1", "5.2.2"
OURS = "office@firm.test"
_SAYS: dict[Said, tuple[str, ...]] = {
    "thanks": ("Ricevuto, grazie.", "Grazie, abbiamo ricevuto la Vostra mail."),
    "promise": ("Pagheremo entro il {day}.", "Provvediamo al bonifico il {day}."),
    "paid": (
        "Buongiorno, il bonifico è già partito.",
        "Abbiamo pagato stamattina con bonifico.",
    ),
    "dispute": (
        "La fattura {number} è sbagliata, la contestiamo.",
        "Contestiamo la fattura {number}: l'importo non è corretto.",
    ),
    "copy": (
        "Mandate copia della fattura, per favore.",
        "Non trovo la fattura, me la potete rimandare?",
    ),
    "question": ("Non capisco, a cosa si riferisce questa fattura?",),
    "instalments": ("Possiamo pagare a rate?",),
    "away": ("Sono assente e rientro il {day}.",),
}
_CHANCES: dict[Said, float] = {
    "thanks": 0.08,
    "promise": 0.10,
    "paid": 0.08,
    "dispute": 0.025,
    "copy": 0.04,
    "question": 0.04,
    "instalments": 0.025,
    "away": 0.04,
}
_WEIGHTS = (*_CHANCES.values(), 1 - sum(_CHANCES.values()))


@dataclass(frozen=True)
class Letter:
    """A letter of ours that left.

    Args:
        listed: What it asks for, in cents, by invoice.
    """

    token: str
    customer: int
    kind: str
    address: str
    at: datetime
    listed: dict[str, int]

    @property
    def day(self) -> date:
        return self.at.astimezone(ROME).date()


@dataclass(frozen=True)
class Arrival:
    """A mail on its way, and what is known once it lies in the mailbox."""

    at: datetime
    raw: bytes
    known: Callable[[datetime], None]
    folder: str = "INBOX"


@dataclass
class Post:
    """What comes of our letters.

    Args:
        came_back: The status of each letter whose failure notice lies in the mailbox.
        signs: When each customer or his server showed himself.
    """

    world: World
    coming: list[Arrival]
    came_back: dict[str, str]
    signs: dict[int, list[datetime]]
    count: int = 0

    def letter_left(self, letter: Letter, raw: bytes) -> None:
        """Let the customer's server, robot and people do what they do."""
        world = self.world
        customer = world.customers[letter.customer]
        customer.is_dead = customer.is_dead or world.happens(0.012)
        if customer.is_dead and letter.address == customer.address:
            self._notice(letter, raw, "failed", GONE)
            return
        if world.happens(0.008):
            self._notice(letter, raw, "failed", FULL)
            return
        if customer.confirms:
            self._notice(letter, raw, "delivered", "2.0.0")
        if world.happens(0.04):
            self._robot(customer, letter, raw)
        (what,) = world.chance.choices((*_CHANCES, None), weights=_WEIGHTS)
        if what:
            self._answer(what, customer, letter, raw)

    def _robot(self, customer: Customer, letter: Letter, raw: bytes) -> None:
        text = "La Sua richiesta è stata registrata. Non risponda a questa mail."
        mail = self._mail(customer, text, raw, Auto_Submitted="auto-replied")
        self._comes(customer, letter.at + timedelta(minutes=2), mail)

    def _answer(
        self, what: Said, customer: Customer, letter: Letter, raw: bytes
    ) -> None:
        world, chance = self.world, self.world.chance
        day = banking(letter.day + timedelta(days=chance.randint(4, 14)))
        number = min(letter.listed, key=lambda one: world.debts[one].due_on)
        text = chance.choice(_SAYS[what]).format(day=f"{day:%d/%m/%Y}", number=number)
        is_robot = what == "away"
        marks = {"Auto_Submitted": "auto-replied"} if is_robot else {}
        mail = self._mail(customer, text, raw, **marks)
        at = letter.at + timedelta(minutes=3) if is_robot else self._later(letter.at)
        self._does(what, letter, day, at)

        by = day if what in ("promise", "instalments", "away") else None

        def known(now: datetime) -> None:
            world.words.append(Words(customer.no, what, now, by, number))

        self._comes(customer, at, mail, known)

    def _does(self, what: Said, letter: Letter, day: date, at: datetime) -> None:
        """Let a customer do what he says; or not."""
        for number in letter.listed:
            debt = self.world.debts[number]
            if what == "paid" and self.world.happens(0.85):
                debt.pays_on = at.astimezone(ROME).date()
            if what == "promise":
                late = 0 if self.world.happens(0.75) else 12
                debt.pays_on = banking(day + timedelta(days=late))
            if what == "instalments":
                debt.pays_on = banking(letter.day + timedelta(days=20))

    def work_mail(self, day: date) -> None:
        """Let a customer write about the work itself."""
        customer = self.world.chance.choice(self.world.customers)
        text = f"Buongiorno, ci vediamo in cantiere giovedì alle 9? ({self._next()})"
        raw = given.mail(f"Luca <{customer.address}>", "Cantiere", text)
        self._comes(customer, _at(day, 10, 20), raw)

    def newsletter(self, day: date) -> None:
        """Let a customer's newsletter come."""
        customer = self.world.chance.choice(self.world.customers)
        raw = given.mail(
            f"Novità <{customer.address}>",
            "Le novità del mese",
            f"Le novità del mese. ({self._next()})",
            List_Id="<novita.client.test>",
            Precedence="bulk",
        )
        self.coming.append(Arrival(_at(day, 6, 10), raw, lambda _now: None))

    def colleague_writes(self, day: date) -> None:
        """Let one of us write to a customer about the work."""
        customer = self.world.chance.choice(self.world.customers)
        text = f"Ci sentiamo domani per i disegni? ({self._next()})"
        raw = given.mail(OURS, "Disegni", text, to=customer.address)
        self.coming.append(
            Arrival(_at(day, 15, 40), raw, lambda _now: None, folder="Sent")
        )

    def _notice(self, letter: Letter, raw: bytes, action: str, status: str) -> None:
        said = {GONE: "no such user", FULL: "mailbox full"}.get(status, "ok")
        about = notice(
            status, said, about=raw, recipient=letter.address, mark=f"n-{self._next()}"
        )
        about = about.replace(b"Action: failed", f"Action: {action}".encode())

        def known(now: datetime) -> None:
            if action == "failed":
                self.came_back[letter.token] = status
            else:
                self.signs[letter.customer].append(now)

        self.coming.append(Arrival(letter.at + timedelta(minutes=1), about, known))

    def _mail(self, customer: Customer, text: str, raw: bytes, **marks: str) -> bytes:
        sender = f"Anna {self._next()} <{customer.address}>"
        return given.mail(sender, "Re: promemoria", text, answers=raw, **marks)

    def _comes(
        self,
        customer: Customer,
        at: datetime,
        raw: bytes,
        known: Callable[[datetime], None] = lambda _now: None,
    ) -> None:
        def seen(now: datetime) -> None:
            self.signs[customer.no].append(now)
            known(now)

        self.coming.append(Arrival(at, raw, seen))

    def _later(self, at: datetime) -> datetime:
        """Give when a person answers: the same day or some days later."""
        days = self.world.chance.choice((0, 0, 1, 1, 2, 3))
        if not days:
            return at + timedelta(minutes=self.world.chance.randint(20, 240))
        day = banking(at.astimezone(ROME).date() + timedelta(days=days))
        return _at(day, self.world.chance.randint(8, 17), 15)

    def _next(self) -> int:
        self.count += 1
        return self.count


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), ROME)
