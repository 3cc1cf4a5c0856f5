"""Who owes, and what."""

from __future__ import annotations

import sqlalchemy as sa

from agent.ledger.columns import (
    ALL_KEY,
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

firms = sa.Table(
    "firms",
    metadata,
    firm(),
    sa.Column("secret", sa.LargeBinary, nullable=False),
    sa.Column("started_on", sa.Date, nullable=False),
    text("chain_head"),
    number("chain_length"),
)

switches = sa.Table(
    "switches",
    metadata,
    firm(),
    key("name", primary=True),
    text("value"),
    text("because"),
    text("by"),
    moment("at"),
)

customers = sa.Table(
    "customers",
    metadata,
    firm(),
    ident(),
    number("no"),
    text("name"),
    key("name_key"),
    key("vat_id"),
    key("tax_code"),
    key("pec"),
    text("pec_dead_because"),
    text("phone"),
    text("street"),
    text("postcode"),
    text("city"),
    text("country", "IT"),
    text("region"),
    text("language", "it"),
    text("register", "formal"),
    text("procedure"),
    text("group_name"),
    flag("is_consumer"),
    text("channel"),  # email, pec; empty = as the stage says
    text("method"),  # of instalments that have none
    text("interest"),  # show, claim, waive; empty = as the firm does
    text("score_note"),  # a person's word on how he pays; empty = as reckoned
    text("zone"),  # IANA name; empty = his country's
    text("answers"),  # the hours in which he picks up the phone
    text("senior"),  # address of a senior person, for copies
    unique("uq_customers_no", "firm", "no"),
    sa.Index("ix_customers_vat", "firm", "vat_id", "no"),
    sa.Index("ix_customers_tax", "firm", "tax_code", "no"),
    sa.Index("ix_customers_name", "firm", "name_key"),
    sa.Index("ix_customers_pec", "firm", "pec"),
)

addresses = sa.Table(
    "addresses",
    metadata,
    firm(),
    sa.Column("customer", sa.String(26), primary_key=True),
    key("email", primary=True),
    number("rank"),
    flag("confirmed", default=True),
    text("dead_because"),
    moment("alive_at"),
    sa.Index("ix_addresses_email", "firm", "email", "customer"),
)

# The words of customers' names: whom a payer's name may mean.
customer_words = sa.Table(
    "customer_words",
    metadata,
    firm(),
    key("word", primary=True),
    sa.Column("customer", sa.String(26), primary_key=True),
    sa.Index("ix_customer_words_customer", "firm", "customer"),
    **ALL_KEY,
)

invoices = sa.Table(
    "invoices",
    metadata,
    firm(),
    ident(),
    ref("customer"),
    key("number"),
    key("number_key"),
    text("kind"),
    sa.Column("issued_on", sa.Date, nullable=False),
    text("proforma"),  # number of the one whose place it took
    sa.Column("proforma_on", sa.Date),
    cents("total_cents"),
    sa.Column(
        "listed_cents", sa.BigInteger
    ),  # open in the invoicing program; see listed
    sa.Column("taxable_cents", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("vat_cents", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("withheld_cents", sa.BigInteger, nullable=False, server_default="0"),
    text("refs"),  # what else names it, blanks between
    text("currency"),
    text("state", "open"),  # open, review, cancelled
    text("remarks"),
    text("state_before"),  # these two while it is cancelled
    text("remarks_before"),
    text("procedure"),
    text("source"),
    key("file_key"),  # the source as the exchange system calls it
    key("sha256"),
    moment("recorded_at"),
    unique(
        "uq_invoices_document", "firm", "customer", "kind", "number_key", "issued_on"
    ),
    sa.Index("ix_invoices_number", "firm", "number"),
    sa.Index("ix_invoices_file", "firm", "file_key"),
    sa.Index("ix_invoices_hash", "firm", "sha256"),
)

invoice_keys = sa.Table(
    "invoice_keys",
    metadata,
    firm(),
    key("key", primary=True),
    sa.Column("invoice", sa.String(26), primary_key=True),
    **ALL_KEY,
)

invoice_files = sa.Table(
    "invoice_files",
    metadata,
    firm(),
    sa.Column("invoice", sa.String(26), primary_key=True),
    sa.Column("sha256", sa.String(64), primary_key=True),
    text("name"),
    text("kind"),
)

exchange_notices = sa.Table(
    "exchange_notices",
    metadata,
    firm(),
    ident(),
    key("file_key"),  # of the invoice file it speaks of
    key("file_sha256"),
    key("sdi_id"),
    key("type"),
    text("fate"),
    key("number"),
    text("words"),
    text("source"),
    text("sha256"),
    moment("at"),
    unique("uq_exchange_notices", "firm", "sdi_id", "type", "file_key", "number"),
    sa.Index("ix_exchange_notices_file", "firm", "file_key"),
    sa.Index("ix_exchange_notices_hash", "firm", "file_sha256"),
)

_is_open = "open_cents <> 0"
instalments = sa.Table(
    "instalments",
    metadata,
    firm(),
    ident(),
    ref("invoice"),
    ref("customer"),
    number("n", 1),
    number("of", 1),
    sa.Column("due_on", sa.Date),
    cents("amount_cents"),
    cents("open_cents"),
    text("currency"),
    text("method"),
    sa.Column("returned_on", sa.Date),
    sa.Index("ix_instalments_invoice", "firm", "invoice"),
    sa.Index("ix_instalments_whole", "firm", "amount_cents"),
    sa.Index(
        "ix_instalments_open",
        "firm",
        "customer",
        sqlite_where=sa.text(_is_open),
        postgresql_where=sa.text(_is_open),
    ),
    sa.Index(
        "ix_instalments_amount",
        "firm",
        "open_cents",
        sqlite_where=sa.text(_is_open),
        postgresql_where=sa.text(_is_open),
    ),
)

write_offs = sa.Table(
    "write_offs",
    metadata,
    firm(),
    ident(),
    ref("instalment"),
    cents("amount_cents"),
    text("currency"),
    text("because"),
    text("by"),
    ref("payment", optional=True),  # whose residue it is
    moment("at"),
    moment("undone_at"),
    sa.Index("ix_write_offs_instalment", "firm", "instalment", "id"),
    sa.Index("ix_write_offs_payment", "firm", "payment"),
)
