"""Messages in and letters out."""

from __future__ import annotations

import sqlalchemy as sa

from agent.ledger.columns import (
    cents,
    firm,
    flag,
    ident,
    key,
    moment,
    number,
    ref,
    text,
)
from agent.ledger.tables.shared import metadata, unique

blobs = sa.Table(
    "blobs",
    metadata,
    firm(),
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("bytes", sa.LargeBinary, nullable=False),
    text("kind"),
    sa.Column("delete_after", sa.Date),
)

messages = sa.Table(
    "messages",
    metadata,
    firm(),
    ident(),
    sa.Column("sha256", sa.String(64), nullable=False),
    key("message_id"),
    text("mailbox"),
    text("role"),  # of the folder it was first seen in: inbox, sent, junk
    text("sender"),
    text("subject"),
    moment("sent_at"),
    moment("arrived_at"),
    flag("is_whole", default=True),
    text("state", "new"),  # new, read, aside, ours
    number("attempts"),
    text("kind"),
    text("because"),
    ref("customer", optional=True),
    ref("delivery", optional=True),
    text("words"),
    sa.Column("reading", sa.JSON),
    unique("uq_messages_identity", "firm", "message_id", "sha256"),
    sa.Index("ix_messages_state", "firm", "state", "id"),
    sa.Index("ix_messages_customer", "firm", "customer"),
)

positions = sa.Table(
    "positions",
    metadata,
    firm(),
    key("mailbox", primary=True),
    key("folder", primary=True),
    sa.Column("uidvalidity", sa.BigInteger, primary_key=True),
    sa.Column("uid", sa.BigInteger, primary_key=True),
    ref("message"),
    text("role"),  # of this folder
    sa.Index("ix_positions_message", "firm", "message"),
)

bookmarks = sa.Table(
    "bookmarks",
    metadata,
    firm(),
    key("mailbox", primary=True),
    key("folder", primary=True),
    sa.Column("uidvalidity", sa.BigInteger, nullable=False),
    sa.Column("uid", sa.BigInteger, nullable=False),
    moment("at"),
)


letters = sa.Table(
    "letters",
    metadata,
    firm(),
    ident(),
    number("no"),
    ref("customer", optional=True),
    text("kind"),
    text("language"),
    text("subject"),
    text("words"),
    text("html"),
    text("because"),
    moment("created_at"),
    sa.Column("day", sa.Date),
    ref("summary", optional=True),  # what its numbers mean; see steering
    flag("encloses", default=True),
    flag("asks_read"),
    text("copy_to"),  # addresses, a blank between them
    unique("uq_letters_no", "firm", "no"),
    unique("uq_letters_day", "firm", "kind", "day", where="day IS NOT NULL"),
    sa.Index("ix_letters_customer", "firm", "customer"),
)

letter_items = sa.Table(
    "letter_items",
    metadata,
    firm(),
    sa.Column("letter", sa.String(26), primary_key=True),
    sa.Column("instalment", sa.String(26), primary_key=True),
    text("stage"),
    number("attempt"),
    flag("is_step"),
    cents("open_cents"),
    sa.Index("ix_letter_items_instalment", "firm", "instalment", "letter"),
    unique(
        "uq_letter_items_step",
        "firm",
        "instalment",
        "stage",
        "attempt",
        where="is_step",
    ),
)

_is_unfiled = "filed_at IS NULL"
deliveries = sa.Table(
    "deliveries",
    metadata,
    firm(),
    ident(),
    ref("letter"),
    ref("customer", optional=True),
    key("recipient"),
    text("channel", "email"),
    sa.Column("token", sa.String(26), nullable=False),
    key("message_id"),
    text("references"),
    text("state"),
    text("because"),
    sa.Column("sha256", sa.String(64)),
    moment("not_before"),
    moment("expires_at"),
    text("approved_by"),
    text("claimed_by"),
    moment("claimed_at"),
    moment("handed_at"),
    moment("sent_at"),
    moment("next_try_at"),
    number("unknown_seconds"),
    number("attempts"),
    text("answer"),
    text("status"),
    moment("filed_at"),  # our copy lies in Sent
    moment("unconfirmed_at"),
    unique("uq_deliveries_token", "firm", "token"),
    unique("uq_deliveries_recipient", "firm", "letter", "recipient"),
    sa.Index("ix_deliveries_state", "firm", "state"),
    sa.Index("ix_deliveries_sent", "firm", "sent_at"),
    sa.Index(
        "ix_deliveries_unfiled",
        "firm",
        "sent_at",
        sqlite_where=sa.text(_is_unfiled),
        postgresql_where=sa.text(_is_unfiled),
    ),
    sa.Index("ix_deliveries_customer", "firm", "customer"),
    sa.Index("ix_deliveries_message_id", "firm", "message_id"),
)

signs = sa.Table(
    "signs",
    metadata,
    firm(),
    ident(),
    ref("customer"),
    ref("delivery", optional=True),
    ref("message", optional=True),
    text("what"),
    moment("at", optional=False),
    sa.Index("ix_signs_customer", "firm", "customer", "at"),
    unique(
        "uq_signs_cause",
        "firm",
        "message",
        "what",
        "customer",
        where="message IS NOT NULL",
    ),
)
