"""Tables about what comes in: invoices, customers and the bank's word."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from agent.settings.kinds import (
    Count,
    Default,
    Domain,
    Email,
    FilePath,
    Iban,
    Positive,
    Table,
    Text,
)


class Intake(Table):
    """Where invoices and bank files are dropped, and how your CSV files are read."""

    folder: FilePath | None = Field(
        None,
        description="A folder watched for invoices and statements; empty watches none.",
    )
    senders: tuple[Email, ...] = Field(
        (),
        description="Mail addresses, beside your own, whose attachments are invoices of "
        "yours: your invoicing program's, your accountant's.",
    )
    open_items: Text = Field(
        "",
        description="Names of files that are your invoicing program's list of what is "
        'open, such as "scadenzario*.xlsx"; empty = only by --open-items.',
    )
    open_items_days: Count = Field(
        5,
        description="Working days without a new such list, once there is one, after "
        "which letters wait; 0 = they never wait for it.",
    )
    columns: dict[str, Text] = Field(
        {},
        description="Your headings in invoice files, where they are not understood by "
        'themselves: { number = "Pratica", due_on = "Entro il" }.',
    )
    customer_columns: dict[str, Text] = Field(
        {}, description='The same in customer files: { email = "Casella" }.'
    )
    statement_columns: dict[str, Text] = Field(
        {}, description='The same in the bank\'s tables: { credit = "Entrate" }.'
    )


class Bank(Table):
    """What counts as the bank's word."""

    accounts: Annotated[tuple[Iban, ...], Default("firm.ibans")] = Field(
        (), description="The accounts whose statements are read."
    )
    senders: tuple[Email, ...] = Field(
        (), description="Mail addresses whose attachments are bank statements."
    )
    notice_domains: tuple[Domain, ...] = Field(
        (),
        description="Domains of banks and payment services whose mails that money came "
        "in are believed, beside those Sollecito knows.",
    )
    stale_days: Positive = Field(
        5,
        description="Working days without a statement of an account after which "
        "letters wait until one is read.",
    )


class Templates(Table):
    """Letters of your own."""

    folder: FilePath | None = Field(
        None, description="A folder whose templates win over the shipped ones."
    )
