"""What the owner was asked, and the orders he gave in answer."""

from __future__ import annotations

import sqlalchemy as sa

from agent.ledger.columns import firm, flag, ident, key, moment, number, ref, text
from agent.ledger.tables.shared import metadata, unique

# Mails to the owner that he may answer with orders.
summaries = sa.Table(
    "summaries",
    metadata,
    firm(),
    ident(),
    text("kind"),  # summary, answer (what became of orders), question (is it you?)
    sa.Column("token", sa.String(26), nullable=False),
    flag("asks"),  # something in it waits for him
    moment("at", optional=False),
    unique("uq_summaries_token", "firm", "token"),
    sa.Index("ix_summaries_at", "firm", "at"),
)

summary_lines = sa.Table(
    "summary_lines",
    metadata,
    firm(),
    sa.Column("summary", sa.String(26), primary_key=True),
    sa.Column("no", sa.Integer, primary_key=True),
    text("about"),  # kind:id of what the number means
)

order_mails = sa.Table(
    "order_mails",
    metadata,
    firm(),
    ident(),
    ref("summary"),  # that it answers
    ref("message"),
    key("mark"),  # its Message-ID: a mail that comes twice is one
    text("sender"),
    text("words"),
    sa.Column("sent_on", sa.Date, nullable=False),
    text("state", "new"),  # unproven, asked, new, done, void, unverified
    ref("answer", optional=True),  # delivery of what was written back last
    moment("at", optional=False),
    unique("uq_order_mails_mark", "firm", "mark"),
    sa.Index("ix_order_mails_state", "firm", "state", "id"),
)

orders = sa.Table(
    "orders",
    metadata,
    firm(),
    ident(),
    ref("mail"),
    number("n"),
    text("line"),  # as written
    text("action"),
    text("about"),  # kind:id; empty = of all, or of nothing
    sa.Column("said", sa.JSON, nullable=False),  # day, amount, target, outcome
    text("state", "waiting"),  # waiting, done, not_done, undone
    text("code"),  # of the sentence that says what became of it
    sa.Column("facts", sa.JSON),
    text("made"),  # kind:id of what it brought about, to be undone
    text("by"),
    moment("at"),
    unique("uq_orders_n", "firm", "mail", "n"),
)
