"""Tables about chasing: when whom is written to, and how often at most."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from agent.dunning.collection import COLLECTED
from agent.dunning.procedure import PROFORMA, RETURNED, faults
from agent.model.money import Money
from agent.model.procedure import Manner, Procedure, Stage
from agent.settings.kinds import (
    Amount,
    CopyTo,
    Count,
    Default,
    Expect,
    Flag,
    Name,
    Offset,
    Positive,
    Table,
)

PaymentMethod = Annotated[
    str, Field(pattern=r"^MP\d\d$"), Expect("a FatturaPA payment method such as MP12")
]


class Dunning(Table):
    """How you chase what is due."""

    procedure: Name = Field(
        "standard", description="The procedure of customers who have none of their own."
    )
    groups: dict[Name, Name] = Field(
        {}, description='The procedure of each group: { town_halls = "public_body" }.'
    )
    unconfirmed_days: Positive = Field(
        4,
        description="Working days without any sign of life after which a letter "
        "counts as unread and becomes a call (public_body has its own 8).",
    )
    calls_a_day: Count = Field(3, description="The most calls the summary asks of you.")
    minimum: Amount = Field(
        Money(0), description="Below this sum of overdue items nothing is written."
    )
    look_back_days: Count = Field(
        30,
        description="Invoices that were due longer ago when the program first saw them "
        "wait for your decision.",
    )
    default_due_days: Count = Field(
        30,
        description="Days from the invoice's date to its due date where the document "
        "names none; thirty is the law's (D.Lgs. 231/2002 art. 4).",
    )
    self_collected: tuple[PaymentMethod, ...] = Field(
        COLLECTED,
        description="FatturaPA payment methods by which you collect yourself (RiBa, "
        "direct debit): no letter asks for those instalments.",
    )
    returned: Name = Field(
        RETURNED.name,
        description="The procedure of instalments that your bank collected and gave "
        "back unpaid (insoluto).",
    )
    proforma: Name = Field(
        PROFORMA.name,
        description="The procedure of pro-formas (avvisi di parcella) until the "
        "invoice takes their place.",
    )
    habits: Flag = Field(
        default=True,
        description="Who always pays on one day of the month is reminded after it, up "
        "to twenty days later; `sollecito why` says so.",
    )
    hour_cost: Amount = Field(
        Money(40_00), description="What an hour of chasing costs you."
    )
    leave_share: Count = Field(
        5,
        description="Percent of a year's invoices: of a customer who is always late, "
        "and whom to chase costs more, the summary asks once a month whether to part.",
    )


class StageTable(Table):
    """One step of a procedure."""

    name: Name = Field(description="Its name, and that of its letter's template.")
    days: Offset = Field(description="Days from the due date.")
    working_days: Flag = Field(
        default=False,
        description="Count working days, yours and the customer's, in place of the "
        "calendar's.",
    )
    call: Flag = Field(
        default=False, description="You phone instead of a letter leaving."
    )
    channel: Literal["", "email", "pec"] = Field(
        "",
        description='The way its letter goes: "pec" where the customer has a certified '
        "address; empty = as [pec] late_stages says, else by e-mail.",
    )

    attach: Flag = Field(
        default=True,
        description="Copies of the invoices go with its letter, where you have them.",
    )
    receipt: Flag = Field(
        default=False,
        description="Ask the customer's program for a read receipt, also where [smtp] "
        "receipts does not; private persons are not asked.",
    )
    copy_to: tuple[CopyTo, ...] = Field(
        (),
        description='Who gets a copy, for all to see: "senior" = the customer\'s senior '
        "person (`sollecito customers edit NUMBER --senior ADDRESS`; never a private "
        "person's), and addresses of yours; not by certified mail.",
    )
    formal: Flag = Field(
        default=False,
        description="Its letter leaves only once you approved it, also where sending "
        "is automatic.",
    )

    def stage(self) -> Stage:
        """Give the stage itself."""
        return Stage(
            self.name,
            self.days,
            self.call,
            self.channel,
            in_working_days=self.working_days,
            is_formal=self.formal,
            manner=Manner(self.attach, self.receipt, self.copy_to),
        )


def _fit(stages: tuple[StageTable, ...]) -> tuple[StageTable, ...]:
    """Refuse what no procedure can follow."""
    wrong = faults(Procedure("", tuple(stage.stage() for stage in stages)))
    if wrong:
        raise ValueError("; ".join(wrong))
    return stages


class ProcedureTable(Table):
    """A procedure of your own; one named "standard" replaces the shipped one."""

    minimum_days: Positive = Field(
        7, description="The least days between two letters to one customer."
    )
    most_a_month: Positive = Field(
        3, description="The most letters to one customer in any 30 days."
    )
    minimum: Annotated[Amount, Default("dunning.minimum")] | None = Field(
        None, description="Below this sum of overdue items nothing is written."
    )
    unconfirmed_days: (
        Annotated[Positive, Default("dunning.unconfirmed_days")] | None
    ) = Field(None, description="Working days after which a letter counts as unread.")
    stages: Annotated[tuple[StageTable, ...], AfterValidator(_fit)] = Field(
        description='The steps in order: [{ name = "first", days = 3 }, ...].'
    )

    def procedure(self, name: str, dunning: Dunning) -> Procedure:
        """Give the procedure itself; what it leaves open stands in [dunning]."""
        return Procedure(
            name=name,
            stages=tuple(stage.stage() for stage in self.stages),
            minimum_days=self.minimum_days,
            most_a_month=self.most_a_month,
            minimum=dunning.minimum if self.minimum is None else self.minimum,
            unconfirmed_days=self.unconfirmed_days or dunning.unconfirmed_days,
        )
