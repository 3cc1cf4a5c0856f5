"""What came in, and what it was put against."""

from __future__ import annotations

import sqlalchemy as sa

from agent.ledger.columns import (
    ALL_KEY,
    cents,
    firm,
    ident,
    key,
    moment,
    number,
    ref,
    text,
)
from agent.ledger.tables.shared import metadata, unique


def _of_few(name: str, column: str) -> sa.Index:
    """Index a column that is empty in nearly every row."""
    said = sa.text(f"{column} <> ''")
    return sa.Index(name, "firm", column, sqlite_where=said, postgresql_where=said)


_has_rest = "free_cents > 0"  # few: most are used up

payments = sa.Table(
    "payments",
    metadata,
    firm(),
    ident(),
    number("no"),
    sa.Column("fingerprint", sa.String(64), nullable=False),
    text("account"),
    sa.Column("booked_on", sa.Date, nullable=False),
    sa.Column("value_on", sa.Date),
    cents("amount_cents"),
    cents("free_cents"),
    text("currency"),
    text("payer"),
    text("iban"),
    text("end_to_end_id"),
    text("remittance"),
    text("bank_reference"),
    text("reversed_by"),  # fingerprint of the line that took it back
    text("state", "booked"),
    text("source"),
    text("how"),  # by hand: cash, cheque, set-off, advance; returned
    ref("customer", optional=True),  # whose it is, as the person who entered it says
    text("sha256"),
    text("decision", "new"),  # new, settled, proposed, unknown, not_ours, by_hand
    text("decided_because"),
    moment("recorded_at"),
    unique("uq_payments_fingerprint", "firm", "fingerprint"),
    unique("uq_payments_no", "firm", "no"),
    sa.Index("ix_payments_decision", "firm", "decision"),
    sa.Index("ix_payments_day", "firm", "account", "booked_on"),
    sa.Index("ix_payments_state", "firm", "state"),
    _of_few("ix_payments_how", "how"),
    _of_few("ix_payments_reversed", "reversed_by"),
    sa.Index(
        "ix_payments_rest",
        "firm",
        "decision",
        sqlite_where=sa.text(_has_rest),
        postgresql_where=sa.text(_has_rest),
    ),
)

allocations = sa.Table(
    "allocations",
    metadata,
    firm(),
    ident(),
    ref("payment"),
    ref("instalment"),
    ref("customer"),
    cents("amount_cents"),
    text("currency"),
    text("kind"),
    sa.Column("reasons", sa.JSON, nullable=False),
    text("by"),
    moment("at"),
    moment("undone_at"),
    sa.Index("ix_allocations_payment", "firm", "payment", "id"),
    sa.Index("ix_allocations_instalment", "firm", "instalment", "id"),
    sa.Index("ix_allocations_customer", "firm", "customer", "id"),
)

proposals = sa.Table(
    "proposals",
    metadata,
    firm(),
    sa.Column("payment", sa.String(26), primary_key=True),
    sa.Column("rank", sa.Integer, primary_key=True),
    ref("customer"),
    sa.Column("confidence", sa.Integer, nullable=False),  # thousandths
    sa.Column("reasons", sa.JSON, nullable=False),
    sa.Column("allocations", sa.JSON, nullable=False),
)

payers = sa.Table(
    "payers",
    metadata,
    firm(),
    key("key", primary=True),  # "iban:..." or "name:..."
    sa.Column("customer", sa.String(26), primary_key=True),
    number("seen"),
    sa.Column("last_on", sa.Date),
    sa.Index("ix_payers_customer", "firm", "customer"),
    **ALL_KEY,
)

accounts = sa.Table(
    "accounts",
    metadata,
    firm(),
    key("account", primary=True),
    sa.Column("covered_through", sa.Date),
    moment("read_at"),
)

# What a statement tells of, to find the days that none does.
periods = sa.Table(
    "periods",
    metadata,
    firm(),
    key("account", primary=True),
    sa.Column("since", sa.Date, primary_key=True),
    sa.Column("through", sa.Date, primary_key=True),
    key("balances", primary=True),  # both, as written; empty where it has not both
    sa.Column("opening_cents", sa.BigInteger),
    sa.Column("closing_cents", sa.BigInteger),
    text("currency"),
)

layouts = sa.Table(
    "layouts",
    metadata,
    firm(),
    sa.Column("mark", sa.String(64), primary_key=True),  # of its row of titles
    sa.Column("titles", sa.JSON, nullable=False),
    sa.Column("columns", sa.JSON, nullable=False),  # role -> numbers of its columns
    sa.Column("is_day_first", sa.Boolean),  # null: each file's dates tell
    text("decimal_mark"),
    moment("at"),
)
