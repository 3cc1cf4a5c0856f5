"""Kinds of value a configuration holds, each with the words for what is expected."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    ValidationInfo,
)
from stdnum import iban, luhn
from stdnum.eu import vat

from agent.model.money import Money
from agent.model.procedure import SENIOR
from agent.settings.toml import to_toml

_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_HOST = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*")
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_YEARLY = re.compile(r"(\d\d)-(\d\d)")
_ITALIAN_DIGITS = 11
_EU = frozenset((*vat.MEMBER_STATES, "el"))  # Greece writes its numbers so
_FOREIGN = re.compile(r"[A-Z]{2,3}\d[0-9A-Z]{4,14}", re.ASCII)
_AMOUNT = re.compile(r"\d{1,12}([.]\d\d?)?", re.ASCII)


class Table(BaseModel):
    """Hold one table of the configuration: frozen, and without unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


@dataclass(frozen=True, slots=True)
class Expect:
    """Say, in faults and in the reference, what a value must look like."""

    text: str


@dataclass(frozen=True, slots=True)
class Default:
    """Say in the reference what holds where a key is left out."""

    text: str


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day; year 0 = every year."""

    year: int
    month: int
    day: int

    def in_year(self, year: int) -> date:
        """Give the day itself, or its date in that year where it is yearly."""
        return date(self.year or year, self.month, self.day)

    def __str__(self) -> str:
        """Give it as the configuration writes it."""
        ending = f"{self.month:02}-{self.day:02}"
        return f"{self.year}-{ending}" if self.year else ending


def is_email(text: str) -> bool:
    """Tell whether a text is a mail address."""
    return bool(_EMAIL.fullmatch(text))


def _email(value: str) -> str:
    if not is_email(value):
        raise ValueError(f"{to_toml(value)} is not a mail address")
    return value


def _host(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise ValueError(f"{to_toml(value)} is not the name of a server")
    return value


def _domain(value: str) -> str:
    if not _DOMAIN.fullmatch(value.lower()):
        raise ValueError(f"{to_toml(value)} is not a mail domain")
    return value.lower()


def _name(value: str) -> str:
    if not _NAME.fullmatch(value):
        raise ValueError(f"{to_toml(value)} is not a name")
    return value


def _country(value: str) -> str:
    if not re.fullmatch("[A-Z]{2}", value):
        raise ValueError(f"{to_toml(value)} is not a country code")
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{to_toml(value)} is not a time zone") from error
    return value


def _iban(value: str) -> str:
    if not iban.is_valid(value):
        raise ValueError(f"{to_toml(value)} is not an IBAN, or a digit of it is wrong")
    return str(iban.compact(value))


def _vat_id(value: str) -> str:
    bare = re.sub(r"[^0-9A-Za-z]", "", value).upper()
    number = bare.removeprefix("IT")
    if number != bare or (len(number) == _ITALIAN_DIGITS and number.isdigit()):
        is_one = len(number) == _ITALIAN_DIGITS and luhn.is_valid(number)
        bare = f"IT{number}"
    elif bare[:2].lower() in _EU:
        is_one = vat.is_valid(bare)
    else:
        is_one = bool(_FOREIGN.fullmatch(bare))
    if value and not is_one:
        raise ValueError(
            f"{to_toml(value)} is no VAT number, or a digit of it is wrong"
        )
    return bare


def _file(value: object, info: ValidationInfo) -> Path:
    if not isinstance(value, str) or not value:
        raise ValueError("it is not a path")
    folder = (info.context or {}).get("folder", Path())
    return Path(folder, Path(value).expanduser()).absolute()


def _clock_time(value: object) -> time:
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or not _CLOCK.fullmatch(value):
        raise ValueError(f"{to_toml(value)} is not a time of day")
    return time.fromisoformat(value)


def _moment(value: object) -> str:
    """Take a moment as text: the zone it is meant in is known later."""
    try:
        if isinstance(value, str) and _MOMENT.fullmatch(value):
            datetime.fromisoformat(value)
            return value
    except ValueError:
        pass  # as it looks, but no day or no time of day
    raise ValueError(f"{to_toml(value)} is not a moment")


def _window(value: object) -> tuple[time, time]:
    since, dash, until = str(value).partition("-")
    if not (
        dash and _CLOCK.fullmatch(since.strip()) and _CLOCK.fullmatch(until.strip())
    ):
        raise ValueError(f"{to_toml(value)} is not a span of time")
    window = (time.fromisoformat(since.strip()), time.fromisoformat(until.strip()))
    if window[0] >= window[1]:
        raise ValueError(f"{to_toml(value)} ends before it begins")
    return window


def _day(value: object) -> Day:
    if isinstance(value, date):
        return Day(value.year, value.month, value.day)
    yearly = _YEARLY.fullmatch(str(value))
    try:
        if yearly:  # 2001 is no leap year: a day that must exist every year
            read = date(2001, int(yearly[1]), int(yearly[2]))
            return Day(0, read.month, read.day)
        read = date.fromisoformat(str(value))
    except ValueError as error:
        raise ValueError(f"{to_toml(value)} is not a day") from error
    return Day(read.year, read.month, read.day)


def _yearly(value: Day) -> Day:
    if value.year:
        raise ValueError(f"{to_toml(str(value))} is a day of one year only")
    return value


def is_amount(text: str) -> bool:
    """Tell whether a text is an amount as the configuration writes it."""
    return bool(_AMOUNT.fullmatch(text))


def _amount(value: object) -> Money:
    if isinstance(value, bool | float) or not is_amount(str(value)):
        raise ValueError(f"{to_toml(value)} is not an amount")
    return Money.of(Decimal(str(value)))


Flag = Annotated[bool, Strict(), Expect("true or false")]
Count = Annotated[int, Strict(), Field(ge=0), Expect("a whole number, 0 or more")]
Positive = Annotated[int, Strict(), Field(ge=1), Expect("a whole number, 1 or more")]
Offset = Annotated[
    int,
    Strict(),
    Field(ge=-365, le=3650),
    Expect("a whole number of days, negative before the due date"),
]
Port = Annotated[
    int, Strict(), Field(ge=1, le=65535), Expect("a whole number from 1 to 65535")
]
Text = Annotated[str, Expect("text in quotes")]
A_NAME = Expect("a name of small letters, digits, - and _ (at most 40)")
Name = Annotated[str, AfterValidator(_name), A_NAME]
Email = Annotated[
    str, AfterValidator(_email), Expect("a mail address such as office@example.com")
]
CopyTo = Annotated[
    str,
    AfterValidator(lambda value: value if value == SENIOR else _email(value)),
    Expect('"senior", or a mail address of yours'),
]
Host = Annotated[
    str,
    AfterValidator(_host),
    Expect("a server's name such as imap.example.com, without port or https://"),
]
Domain = Annotated[
    str, AfterValidator(_domain), Expect("a mail domain such as example.com")
]
Country = Annotated[
    str, AfterValidator(_country), Expect('a country code of two capitals such as "IT"')
]
Zone = Annotated[
    str, AfterValidator(_zone), Expect('a time zone such as "Europe/Rome"')
]
Iban = Annotated[
    str, AfterValidator(_iban), Expect("an IBAN with the right check digits")
]
VatId = Annotated[
    str, AfterValidator(_vat_id), Expect("a VAT number such as IT01234567897")
]
LooseIban = Annotated[
    str, AfterValidator(lambda value: str(iban.compact(value))), Expect("an IBAN")
]
FilePath = Annotated[
    Path,
    BeforeValidator(_file),
    Expect("a path; a relative one starts at this file's folder"),
]
Authority = Annotated[
    FilePath | None,
    Field(description="The certificate authority of a server with its own."),
]
Variable = Annotated[
    str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$"), Expect("the name of a variable")
]
Credential = Annotated[
    str,
    Field(pattern=r"^[A-Za-z0-9_.-]*$"),
    Expect("a name of letters, digits, -, _ and dots"),
]
ClockTime = Annotated[
    time, BeforeValidator(_clock_time), Expect('a time such as "08:00"')
]
Moment = Annotated[
    str, BeforeValidator(_moment), Expect('a moment such as "2026-12-01T09:00"')
]
Window = Annotated[
    tuple[time, time],
    BeforeValidator(_window),
    Expect('a span of time such as "09:00-12:30"'),
]
DayOfYear = Annotated[
    Day,
    BeforeValidator(_day),
    Expect('a day such as "2026-08-10", or "08-10" for every year'),
]
YearlyDay = Annotated[
    DayOfYear, AfterValidator(_yearly), Expect('a day of every year such as "12-24"')
]
AN_AMOUNT = Expect('an amount in quotes such as "12.50"')
Amount = Annotated[Money, BeforeValidator(_amount), AN_AMOUNT]
