"""Sample day: an invented day on which something happened of everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from agent.letters.sample_facts import ALL_FACTS
from agent.letters.samples import FIRM, TODAY
from agent.letters.summary import numbered
from agent.letters.told import KNOWN
from agent.model.day import Bucket, Day, Fact, Line, Week
from agent.model.money import Money

# What steps hand over beside a code; no summary shows it where the code has words.
DETAIL = "letter 38 did not arrive: the address does not exist (5.1.1)"
_A_SECTION = 10
_MARK = "k7m2x4q9"
_OFFERS = {
    "call.bounced": "call",
    "call.unconfirmed": "call",
    "call.hand": "call",
    "letters.to_approve": "letters",
    "money.settled": "booked",
    "money.by_hand": "booked",
}
_RETURNED: dict[str, Fact] = {
    "reason": "user_unknown",
    "status": "5.1.1",
    "address": "ufficio@edilrovere.example",
    "sent_on": date(2026, 12, 2),
}
_UNREAD: dict[str, Fact] = {
    "address": "info@vivaiosalice.example",
    "sent_on": date(2026, 11, 27),
}
_EXPECTED = (
    (TODAY, date(2026, 12, 6), 0, 61000, 183000),
    (date(2026, 12, 7), date(2026, 12, 13), 221000, 410000, 602000),
    (date(2026, 12, 14), date(2026, 12, 20), 98000, 244000, 488000),
    (date(2026, 12, 21), date(2026, 12, 27), 0, 122000, 305000),
    (date(2026, 12, 28), date(2027, 1, 3), 61000, 321000, 732000),
)


def day() -> Day:
    """Invent a day on which something happened of everything."""
    plain = _plain_day()
    return numbered(
        replace(
            plain,
            do_today=_answerable(plain.do_today, ""),
            replies=_answerable(plain.replies, "held"),
            to_approve=_answerable(plain.to_approve, "letter"),
            money_in=_answerable(plain.money_in, ""),
            letters_out=_answerable(plain.letters_out, "left"),
            held=_answerable(plain.held, "held"),
            answers_to=FIRM.email,
            token=_MARK,
        )
    )


def _answerable(lines: Sequence[Line], offers: str) -> tuple[Line, ...]:
    """Let lines be answered: with the orders of their section, else their own."""
    return tuple(
        replace(line, about="any:line", offers=offers or _OFFERS.get(line.said, ""))
        for line in lines
    )


def _plain_day() -> Day:
    return Day(
        firm=FIRM.name,
        today=TODAY,
        sending="approve",
        stood_still=_stood_still(),
        do_today=_do_today(),
        more_to_do=2,
        money_in=_money_in(),
        letters_out=(
            _letter("Bar Betulla", "first", "14/2026", 9900),
            _letter("Cantiere Ginepro", "third", "2/2026", 244000),
        ),
        to_approve=_to_approve(),
        held=_held(),
        bounced=_bounced(),
        unconfirmed=(
            replace(
                _said("letter.unconfirmed", "Vivaio Salice", 0, **_UNREAD),
                command="sollecito call 12",
            ),
        ),
        replies=_replies(),
        quarantined=(
            replace(
                _said("aside.invoice", "fattura-31.xml"),
                command="sollecito quarantine retry 4",
            ),
        ),
        next_days=_next_days(),
        residues=_residues(),
        ageing=(
            Bucket("current", Money(1240000), 8),
            Bucket("1-30", Money(321000), 3),
            Bucket("31-60", Money(88000), 2),
            Bucket("61-90", Money(0), 0),
            Bucket("90+", Money(12200), 1),
        ),
        forecast=tuple(
            Week(since, until, Money(low), Money(middle), Money(high))
            for since, until, low, middle, high in _EXPECTED
        ),
        owed=(Money(1661200),),
        overdue=(Money(421200),),
        chain_head="3f9a6c21d0b47e85",
    )


def every_code() -> Iterator[Day]:
    """Give days that hold a line of each code, told all that it may know and nothing."""
    bare = [_said(code, "Edil Rovere") for code in sorted(KNOWN)]
    lines = bare + [replace(line, facts=ALL_FACTS, day=TODAY) for line in bare]
    for at in range(0, len(lines), _A_SECTION):
        yield Day(FIRM.name, TODAY, "auto", held=tuple(lines[at : at + _A_SECTION]))


def _said(code: str, title: str, amount: int = 0, **facts: Fact) -> Line:
    money = Money(amount) if amount else None
    return Line(title, DETAIL, money, said=code, facts=facts)


def _letter(customer: str, stage: str, number: str, cents: int) -> Line:
    return _said("letter.stage", customer, cents, stage=stage, numbers=(number,))


def _stood_still() -> tuple[Line, ...]:
    mailbox = _said("standing.since", "mailbox:ufficio", at="14:05")
    return (
        replace(mailbox, day=date(2026, 12, 3), command="sollecito doctor"),
        replace(
            _said("bank.stale", "IT00X0000000000000000777001", count=2),
            day=date(2026, 11, 25),
            command="sollecito import FILE",
        ),
    )


def _do_today() -> tuple[Line, ...]:
    payment = _said(
        "payment.proposed", "OLMO SRL", 48800, names=("Falegnameria Olmo", "Bar Olmo")
    )
    return (
        *_calls(),
        replace(
            payment,
            no=4,
            day=date(2026, 12, 3),
            command="sollecito review payment 57",
        ),
        replace(
            _said("letters.to_approve", "", count=2),
            no=5,
            command="sollecito approve --all",
        ),
    )


def _calls() -> tuple[Line, ...]:
    rovere = _said(
        "call.bounced",
        "Edil Rovere",
        122000,
        phone="011 555 0199",
        numbers=("12/2026",),
        days=33,
        **_RETURNED,
    )
    salice = _said(
        "call.unconfirmed",
        "Vivaio Salice",
        61000,
        numbers=("7/2026", "9/2026"),
        days=14,
        **_UNREAD,
    )
    bosco = _said(
        "call.hand",
        "Bosco Verde",
        48800,
        phone="+39 333 555 0142",
        numbers=("3/2026",),
        days=41,
    )
    return (
        replace(rovere, no=1, command="sollecito call 11"),
        replace(salice, no=2, command="sollecito call 12"),
        replace(
            bosco,
            no=3,
            quote="non risponde, riprovare di mattina",
            command="sollecito call 13",
        ),
    )


def _money_in() -> tuple[Line, ...]:
    lines = (
        _said("money.settled", "Officina Frassino", 300000, numbers=("8/2026",)),
        _said(
            "money.settled",
            "Libreria Tiglio",
            121000,
            numbers=("11/2026",),
            left=Money(30000),
        ),
        _said("money.by_hand", "Bar Betulla", 15000, numbers=("6/2026",), how="cash"),
        replace(
            _said("money.proposed", "OLMO SRL", 48800),
            command="sollecito review payment 57",
        ),
        _said("money.reversed", "Hotel Cedro", 18300),
        _said("money.collected", "Banca di Prova", 250000, numbers=("4/2026",)),
        _said(
            "money.returned",
            "Hotel Cedro",
            -25000,
            numbers=("4/2026",),
            left=Money(25000),
        ),
    )
    return tuple(replace(line, day=date(2026, 12, 3)) for line in lines)


def _to_approve() -> tuple[Line, ...]:
    return (
        replace(
            _letter("Edil Rovere", "second", "12/2026", 122000),
            command="sollecito approve 45",
        ),
        replace(
            _letter("Trattoria Alloro", "courtesy", "21/2026", 36600),
            command="sollecito approve 46",
        ),
    )


def _bounced() -> tuple[Line, ...]:
    return (
        replace(
            _said("letter.bounced", "Edil Rovere", 0, **_RETURNED),
            command="sollecito call 11",
        ),
        _said("notice.unmatched", "info@barbetulla.example", reason="mailbox_full"),
    )


def _replies() -> tuple[Line, ...]:
    return (
        Line(
            "Falegnameria Olmo",
            "Re: Fattura 15/2026",
            quote="Buongiorno, il bonifico è partito ieri. Ci manda copia della "
            "15/2026? Grazie.",
            command="sollecito release 9",
            said="reply.taken",
            facts={
                "words": ("says_paid", "asks_documents"),
                "subject": "Re: Fattura 15/2026",
            },
            day=date(2026, 12, 3),
        ),
    )


def _held() -> tuple[Line, ...]:
    return (
        replace(
            _said("held.promise", "Studio Acero"),
            day=date(2026, 12, 11),
            command="sollecito release 17",
        ),
        replace(
            _said("held.reply", "Falegnameria Olmo"), command="sollecito release 9"
        ),
        replace(
            _said("held.dispute", "Impresa Quercia", numbers=("5/2026",)),
            quote="manca lo sconto concordato",
            command="sollecito dispute 5/2026 --resolve OUTCOME",
        ),
    )


def _residues() -> tuple[Line, ...]:
    november: dict[str, Fact] = {
        "since": date(2026, 11, 1),
        "until": date(2026, 11, 30),
    }
    fee = _said(
        "residue.closed", "Hotel Cedro", 250, numbers=("4/2026",), reason="bank fee"
    )
    return (
        _said("residue.sum", "", 250, count=1, **november),
        replace(fee, command="sollecito write-off 4/2026 --undo"),
    )


def _next_days() -> tuple[Line, ...]:
    plans = (
        ("next.letter", "Bar Betulla", 7, 24400, "courtesy"),
        ("next.letter", "Cartoleria Mirto", 7, 8540, "first"),
        ("next.letter", "Manutenzioni Castagneto S.a.s.", 8, 1018500, "second"),
        ("next.call", "Cantiere Ginepro", 9, 244000, "call"),
        ("next.letter", "Studio Acero", 10, 61000, "second"),
    )
    return tuple(
        replace(_said(code, who, cents, stage=stage), day=date(2026, 12, on))
        for code, who, on, cents, stage in plans
    )
