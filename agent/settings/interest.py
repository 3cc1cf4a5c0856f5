"""The table about interest: rates of the law that the program does not bring along."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from agent.dunning.rates import Rate
from agent.model.customer import InterestMode
from agent.settings.kinds import Expect, Positive, Table, Text, is_amount


def _full_day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _percent(value: object) -> Decimal:
    if isinstance(value, bool | float) or not is_amount(str(value)):
        raise ValueError("it is no rate")
    return Decimal(str(value))


FullDay = Annotated[
    date, BeforeValidator(_full_day), Expect('a day such as "2026-07-01"')
]
Percent = Annotated[
    Decimal, BeforeValidator(_percent), Expect('a rate in quotes such as "10.15"')
]


class RateRow(Table):
    """The rate of one period, both days included."""

    since: FullDay = Field(alias="from", description="The first day.")
    until: FullDay = Field(description="The last day.")
    percent: Percent = Field(description="Percent a year.")
    source: Text = Field(
        min_length=1,
        description="Where it was published, such as the gazette's number.",
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until < self.since:
            raise ValueError("it ends before it begins")
        return self

    def rate(self) -> Rate:
        """Give the rate itself."""
        return Rate(self.since, self.until, self.percent, self.source)


class Interest(Table):
    """Interest by law: what letters say of it; an unknown rate is never claimed."""

    letters: InterestMode = Field(
        "waive",
        description='What letters to firms do about interest and the 40 euro: "show" '
        'tells of them, "claim" asks for them, "waive" is silent. A customer may have '
        "a word of his own.",
    )
    after_days: Positive = Field(
        15, description="Days of delay before letters say anything of it."
    )
    late_payment: tuple[RateRow, ...] = Field(
        (),
        description="Rates between firms and of public bodies, before those shipped: "
        '{ from = "2026-07-01", until = "2026-12-31", percent = "10.15", source = '
        '"GU ..." }.',
    )
    legal: tuple[RateRow, ...] = Field(
        (), description="Rates for consumers, before those shipped."
    )
