"""What stands with a customer, and the memory of it all."""

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

holds = sa.Table(
    "holds",
    metadata,
    firm(),
    ident(),
    ref("customer"),
    ref("invoice", optional=True),
    text("reason"),
    text("because"),
    ref("cause", optional=True),  # the message, payment, promise or letter
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("until", sa.Date),
    text("by"),
    moment("released_at"),
    text("released_because"),
    sa.Index("ix_holds_customer", "firm", "customer"),
    unique(
        "uq_holds_cause",
        "firm",
        "cause",
        "reason",
        "customer",
        where="cause IS NOT NULL",
    ),
)

promises = sa.Table(
    "promises",
    metadata,
    firm(),
    ident(),
    ref("customer"),
    ref("invoice", optional=True),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("until", sa.Date, nullable=False),
    text("state", "open"),  # open, kept, broken, undone
    text("words"),
    text("by"),
    moment("at"),
    sa.Index("ix_promises_customer", "firm", "customer", "id"),
)

disputes = sa.Table(
    "disputes",
    metadata,
    firm(),
    ident(),
    ref("customer"),
    ref("invoice"),
    cents("amount_cents"),  # of it; 0 = all
    text("reason"),
    text("owner"),
    text("state", "open"),  # open, resolved
    text("outcome"),
    moment("at"),
    sa.Index("ix_disputes_invoice", "firm", "invoice", "id"),
)

plans = sa.Table(
    "plans",
    metadata,
    firm(),
    ident(),
    ref("customer"),
    sa.Column("invoices", sa.JSON, nullable=False),
    sa.Column("parts", sa.JSON, nullable=False),  # day, cents, currency
    text("state", "proposed"),  # model.plan.PlanState
    sa.Column("answer_by", sa.Date, nullable=False),
    text("by"),
    moment("at"),
    sa.Index("ix_plans_customer", "firm", "customer", "id"),
)

calls = sa.Table(
    "calls",
    metadata,
    firm(),
    ident(),
    number("no"),
    ref("customer"),
    text("reason"),  # bounced, unconfirmed, no_address, left, stage, ...
    text("because"),
    ref("cause", optional=True),
    sa.Column("asked_on", sa.Date, nullable=False),
    text("state", "open"),  # open, done
    text("outcome"),
    text("note"),
    text("by"),
    moment("done_at"),
    sa.Index("ix_calls_state", "firm", "state"),
    sa.Index("ix_calls_customer", "firm", "customer"),
    unique("uq_calls_cause", "firm", "cause", "reason", where="cause IS NOT NULL"),
)

call_items = sa.Table(
    "call_items",
    metadata,
    firm(),
    sa.Column("call", sa.String(26), primary_key=True),
    sa.Column("instalment", sa.String(26), primary_key=True),
    text("stage"),
    sa.Index("ix_call_items_instalment", "firm", "instalment"),
)


events = sa.Table(
    "events",
    metadata,
    firm(),
    sa.Column("seq", sa.Integer, primary_key=True),
    moment("at", optional=False),
    text("what"),
    key("subject"),
    sa.Column("canonical", sa.LargeBinary, nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.Index("ix_events_at", "firm", "at"),
)

event_links = sa.Table(
    "event_links",
    metadata,
    firm(),
    key("subject", primary=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Index("ix_event_links_seq", "firm", "seq", "subject"),
    **ALL_KEY,
)

quarantine = sa.Table(
    "quarantine",
    metadata,
    firm(),
    ident(),
    number("no"),  # 0 until it is set aside: numbers are for people
    text("kind"),  # invoice, statement, customers, message, letter
    key("name"),
    sa.Column("sha256", sa.String(64)),
    text("error"),
    number("attempts"),
    text("state", "aside"),  # trying, aside, done, dropped
    moment("at"),
    unique("uq_quarantine_item", "firm", "kind", "name", "sha256"),
)

due = sa.Table(
    "due",
    metadata,
    firm(),
    key("job", primary=True),
    moment("due_at"),
    moment("ran_at"),
    sa.Column("ran_for", sa.Date),
    text("outcome"),
)

standing = sa.Table(
    "standing",
    metadata,
    firm(),
    key("what", primary=True),
    moment("since"),  # stands still since; NULL = works
    moment("worked_at"),
    text("because"),
)
