"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "accounts",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("covered_through", sa.Date(), nullable=True),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("firm", "account"),
    )
    op.create_table(
        "addresses",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("customer", sa.String(length=26), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), server_default="0", nullable=False),
        sa.Column("confirmed", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("dead_because", sa.Text(), server_default="", nullable=False),
        sa.Column("alive_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("firm", "customer", "email"),
    )
    with op.batch_alter_table("addresses", schema=None) as batch_op:
        batch_op.create_index(
            "ix_addresses_email", ["firm", "email", "customer"], unique=False
        )

    op.create_table(
        "allocations",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("payment", sa.String(length=26), nullable=False),
        sa.Column("instalment", sa.String(length=26), nullable=False),
        sa.Column("customer", sa.String(length=26), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("by", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("firm", "id"),
    )
    with op.batch_alter_table("allocations", schema=None) as batch_op:
        batch_op.create_index(
            "ix_allocations_customer", ["firm", "customer", "id"], unique=False
        )
        batch_op.create_index(
            "ix_allocations_instalment", ["firm", "instalment", "id"], unique=False
        )
        batch_op.create_index(
            "ix_allocations_payment", ["firm", "payment", "id"], unique=False
        )

    op.create_table(
        "blobs",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("delete_after", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("firm", "sha256"),
    )
    op.create_table(
        "bookmarks",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("firm", "mailbox", "folder"),
    )
    op.create_table(
        "call_items",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("call", sa.String(length=26), nullable=False),
        sa.Column("instalment", sa.String(length=26), nullable=False),
        sa.Column("stage", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("firm", "call", "instalment"),
    )
    with op.batch_alter_table("call_items", schema=None) as batch_op:
        batch_op.create_index(
            "ix_call_items_instalment", ["firm", "instalment"], unique=False
        )

    op.create_table(
        "calls",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("no", sa.Integer(), server_default="0", nullable=False),
        sa.Column("customer", sa.String(length=26), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("because", sa.Text(), server_default="", nullable=False),
        sa.Column("cause", sa.String(length=26), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("outcome", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("by", sa.Text(), server_default="", nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("firm", "id"),
    )
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.create_index("ix_calls_customer", ["firm", "customer"], unique=False)
        batch_op.create_index("ix_calls_state", ["firm", "state"], unique=False)
        batch_op.create_index(
            "uq_calls_cause",
            ["firm", "cause", "reason"],
            unique=True,
            sqlite_where=sa.text("cause IS NOT NULL"),
            postgresql_where=sa.text("cause IS NOT NULL"),
        )

    op.create_table(
        "customer_words",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("customer", sa.String(length=26), nullable=False),
        sa.PrimaryKeyConstraint("firm", "word", "customer"),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("customer_words", schema=None) as batch_op:
        batch_op.create_index(
            "ix_customer_words_customer", ["firm", "customer"], unique=False
        )

    op.create_table(
        "customers",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("no", sa.Integer(), server_default="0", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("name_key", sa.Text(), server_default="", nullable=False),
        sa.Column("vat_id", sa.Text(), server_default="", nullable=False),
        sa.Column("tax_code", sa.Text(), server_default="", nullable=False),
        sa.Column("pec", sa.Text(), server_default="", nullable=False),
        sa.Column("pec_dead_because", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("street", sa.Text(), server_default="", nullable=False),
        sa.Column("postcode", sa.Text(), server_default="", nullable=False),
        sa.Column("city", sa.Text(), server_default="", nullable=False),
        sa.Column("country", sa.Text(), server_default="IT", nullable=False),
        sa.Column("region", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="it", nullable=False),
        sa.Column("register", sa.Text(), server_default="formal", nullable=False),
        sa.Column("procedure", sa.Text(), server_default="", nullable=False),
        sa.Column("group_name", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "is_consumer", sa.Boolean(), server_default=sa.false(), nullable=False
        ),
        sa.Column("channel", sa.Text(), server_default="", nullable=False),
        sa.Column("method", sa.Text(), server_default="", nullable=False),
        sa.Column("interest", sa.Text(), server_default="", nullable=False),
        sa.Column("score_note", sa.Text(), server_default="", nullable=False),
        sa.Column("zone", sa.Text(), server_default="", nullable=False),
        sa.Column("answers", sa.Text(), server_default="", nullable=False),
        sa.Column("senior", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("firm", "id"),
    )
    with op.batch_alter_table("customers", schema=None) as batch_op:
        batch_op.create_index("ix_customers_name", ["firm", "name_key"], unique=False)
        batch_op.create_index("ix_customers_pec", ["firm", "pec"], unique=False)
        batch_op.create_index(
            "ix_customers_tax", ["firm", "tax_code", "no"], unique=False
        )
        batch_op.create_index(
            "ix_customers_vat", ["firm", "vat_id", "no"], unique=False
        )
        batch_op.create_index(
            "uq_customers_no",
            ["firm", "no"],
            unique=True,
            sqlite_where=None,
            postgresql_where=None,
        )

    op.create_table(
        "deliveries",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("letter", sa.String(length=26), nullable=False),
        sa.Column("customer", sa.String(length=26), nullable=True),
        sa.Column("recipient", sa.Text(), server_default="", nullable=False),
        sa.Column("channel", sa.Text(), server_default="email", nullable=False),
        sa.Column("token", sa.String(length=26), nullable=False),
        sa.Column("message_id", sa.Text(), server_default="", nullable=False),
        sa.Column("references", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("because", sa.Text(), server_default="", nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("not_before", sa.DateTime(), nullable=True),
        sa.Column("expires_at", sa.DateTime(), nullable=True),
        sa.Column("approved_by", sa.Text(), server_default="", nullable=False),
        sa.Column("claimed_by", sa.Text(), server_default="", nullable=False),
        sa.Column("claimed_at", sa.DateTime(), nullable=True),
        sa.Column("handed_at", sa.DateTime(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("next_try_at", sa.DateTime(), nullable=True),
        sa.Column("unknown_seconds", sa.Integer(), server_default="0", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="", nullable=False),
        sa.Column("filed_at", sa.DateTime(), nullable=True),
        sa.Column("unconfirmed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("firm", "id"),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index(
            "ix_deliveries_customer", ["firm", "customer"], unique=False
        )
        batch_op.create_index(
            "ix_deliveries_message_id", ["firm", "message_id"], unique=False
        )
        batch_op.create_index("ix_deliveries_sent", ["firm", "sent_at"], unique=False)
        batch_op.create_index("ix_deliveries_state", ["firm", "state"], unique=False)
        batch_op.create_index(
            "ix_deliveries_unfiled",
            ["firm", "sent_at"],
            unique=False,
            sqlite_where=sa.text("filed_at IS NULL"),
            postgresql_where=sa.text("filed_at IS NULL"),
        )
        batch_op.create_index(
            "uq_deliveries_recipient",
            ["firm", "letter", "recipient"],
            unique=True,
            sqlite_where=None,
            postgresql_where=None,
        )
        batch_op.create_index(
            "uq_deliveries_token",
            ["firm", "token"],
            unique=True,
            sqlite_where=None,
            postgresql_where=None,
        )

    op.create_table(
        "disputes",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("customer", sa.String(length=26), nullable=False),
        sa.Column("invoice", sa.String(length=26), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("owner", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("outcome", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("firm", "id"),
    )
    with op.batch_alter_table("disputes", schema=None) as batch_op:
        batch_op.create_index(
            "ix_disputes_invoice", ["firm", "invoice", "id"], unique=False
        )

    op.create_table(
        "due",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("ran_at", sa.DateTime(), nullable=True),
        sa.Column("ran_for", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("firm", "job"),
    )
    op.create_table(
        "event_links",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("firm", "subject", "seq"),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("event_links", schema=None) as batch_op:
        batch_op.create_index(
            "ix_event_links_seq", ["firm", "seq", "subject"], unique=False
        )

    op.create_table(
        "events",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("what", sa.Text(), server_default="", nullable=False),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("canonical", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("firm", "seq"),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index("ix_events_at", ["firm", "at"], unique=False)

    op.create_table(
        "exchange_notices",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("file_key", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "file_sha256",
            sa.Text(),
            server_default="",
            nullable=False,
        ),
        sa.Column("sdi_id", sa.Text(), server_default="", nullable=False),
        sa.Column("type", sa.Text(), server_default="", nullable=False),
        sa.Column("fate", sa.Text(), server_default="", nullable=False),
        sa.Column("number", sa.Text(), server_default="", nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("firm", "id"),
    )
    with op.batch_alter_table("exchange_notices", schema=None) as batch_op:
        batch_op.create_index(
            "ix_exchange_notices_file", ["firm", "file_key"], unique=False
        )
        batch_op.create_index(
            "ix_exchange_notices_hash", ["firm", "file_sha256"], unique=False
        )
        batch_op.create_index(
            "uq_exchange_notices",
            ["firm", "sdi_id", "type", "file_key", "number"],
            unique=True,
            sqlite_where=None,
            postgresql_where=None,
        )

    op.create_table(
        "firms",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("chain_head", sa.Text(), server_default="", nullable=False),
        sa.Column("chain_length", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("firm"),
    )
    op.create_table(
        "holds",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("customer", sa.String(length=26), nullable=False),
        sa.Column("invoice", sa.String(length=26), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("because", sa.Text(), server_default="", nullable=False),
        sa.Column("cause", sa.String(length=26), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("by", sa.Text(), server_default="", nullable=False),
        sa.Column("released_at", sa.DateTime(), nullable=True),
        sa.Column("released_because", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("firm", "id"),
    )
    with op.batch_alter_table("holds", schema=None) as batch_op:
        batch_op.create_index("ix_holds_customer", ["firm", "customer"], unique=False)
        batch_op.create_index(
            "uq_holds_cause",
            ["firm", "cause", "reason", "customer"],
            unique=True,
            sqlite_where=sa.text("cause IS NOT NULL"),
            postgresql_where=sa.text("cause IS NOT NULL"),
        )

    op.create_table(
        "instalments",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("invoice", sa.String(length=26), nullable=False),
        sa.Column("customer", sa.String(length=26), nullable=False),
        sa.Column("n", sa.Integer(), server_default="1", nullable=False),
        sa.Column("of", sa.Integer(), server_default="1", nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("open_cents", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), server_default="", nullable=False),
        sa.Column("method", sa.Text(), server_default="", nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("firm", "id"),
    )
    with op.batch_alter_table("instalments", schema=None) as batch_op:
        batch_op.create_index(
            "ix_instalments_amount",
            ["firm", "open_cents"],
            unique=False,
            sqlite_where=sa.text("open_cents <> 0"),
            postgresql_where=sa.text("open_cents <> 0"),
        )
        batch_op.create_index(
            "ix_instalments_invoice", ["firm", "invoice"], unique=False
        )
        batch_op.create_index(
            "ix_instalments_whole", ["firm", "amount_cents"], unique=False
        )
        batch_op.create_index(
            "ix_instalments_open",
            ["firm", "customer"],
            unique=False,
            sqlite_where=sa.text("open_cents <> 0"),
            postgresql_where=sa.text("open_cents <> 0"),
        )

    op.create_table(
        "invoice_files",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("invoice", sa.String(length=26), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("firm", "invoice", "sha256"),
    )
    op.create_table(
        "invoice_keys",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("invoice", sa.String(length=26), nullable=False),
        sa.PrimaryKeyConstraint("firm", "key", "invoice"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "invoices",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("customer", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "number_key",
            sa.Text(),
            server_default="",
            nullable=False,
        ),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("proforma", sa.Text(), server_default="", nullable=False),
        sa.Column("proforma_on", sa.Date(), nullable=True),
        sa.Column("total_cents", sa.BigInteger(), nullable=False),
        sa.Column("listed_cents", sa.BigInteger(), nullable=True),
        sa.Column("taxable_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("vat_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column(
            "withheld_cents", sa.BigInteger(), server_default="0", nullable=False
        ),
        sa.Column("refs", sa.Text(), server_default="", nullable=False),
        sa.Column("currency", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("remarks", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "state_before",
            sa.Text(),
            server_default="",
            nullable=False,
        ),
        sa.Column(
            "remarks_before",
            sa.Text(),
            server_default="",
            nullable=False,
        ),
        sa.Column("procedure", sa.Text(), server_default="", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("file_key", sa.Text(), server_default="", nullable=False),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("firm", "id"),
    )
    with op.batch_alter_table("invoices", schema=None) as batch_op:
        batch_op.create_index("ix_invoices_file", ["firm", "file_key"], unique=False)
        batch_op.create_index("ix_invoices_hash", ["firm", "sha256"], unique=False)
        batch_op.create_index("ix_invoices_number", ["firm", "number"], unique=False)
        batch_op.create_index(
            "uq_invoices_document",
            ["firm", "customer", "kind", "number_key", "issued_on"],
            unique=True,
            sqlite_where=None,
            postgresql_where=None,
        )

    op.create_table(
        "layouts",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("is_day_first", sa.Boolean(), nullable=True),
        sa.Column("decimal_mark", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("firm", "mark"),
    )
    op.create_table(
        "letter_items",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("letter", sa.String(length=26), nullable=False),
        sa.Column("instalment", sa.String(length=26), nullable=False),
        sa.Column("stage", sa.Text(), server_default="", nullable=False),
        sa.Column("attempt", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_step", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("open_cents", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("firm", "letter", "instalment"),
    )
    with op.batch_alter_table("letter_items", schema=None) as batch_op:
        batch_op.create_index(
            "ix_letter_items_instalment", ["firm", "instalment", "letter"], unique=False
        )
        batch_op.create_index(
            "uq_letter_items_step",
            ["firm", "instalment", "stage", "attempt"],
            unique=True,
            sqlite_where=sa.text("is_step"),
            postgresql_where=sa.text("is_step"),
        )

    op.create_table(
        "letters",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("no", sa.Integer(), server_default="0", nullable=False),
        sa.Column("customer", sa.String(length=26), nullable=True),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("html", sa.Text(), server_default="", nullable=False),
        sa.Column("because", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("summary", sa.String(length=26), nullable=True),
        sa.Column("encloses", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("asks_read", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("copy_to", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("firm", "id"),
    )
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.create_index("ix_letters_customer", ["firm", "customer"], unique=False)
        batch_op.create_index(
            "uq_letters_day",
            ["firm", "kind", "day"],
            unique=True,
            sqlite_where=sa.text("day IS NOT NULL"),
            postgresql_where=sa.text("day IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_letters_no",
            ["firm", "no"],
            unique=True,
            sqlite_where=None,
            postgresql_where=None,
        )

    op.create_table(
        "messages",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.Text(), server_default="", nullable=False),
        sa.Column("mailbox", sa.Text(), server_default="", nullable=False),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.Column("sender", sa.Text(), server_default="", nullable=False),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(), nullable=True),
        sa.Column("is_whole", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("state", sa.Text(), server_default="new", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("because", sa.Text(), server_default="", nullable=False),
        sa.Column("customer", sa.String(length=26), nullable=True),
        sa.Column("delivery", sa.String(length=26), nullable=True),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("reading", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("firm", "id"),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index(
            "ix_messages_customer", ["firm", "customer"], unique=False
        )
        batch_op.create_index(
            "ix_messages_state", ["firm", "state", "id"], unique=False
        )
        batch_op.create_index(
            "uq_messages_identity",
            ["firm", "message_id", "sha256"],
            unique=True,
            sqlite_where=None,
            postgresql_where=None,
        )

    op.create_table(
        "periods",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("through", sa.Date(), nullable=False),
        sa.Column("balances", sa.Text(), nullable=False),
        sa.Column("opening_cents", sa.BigInteger(), nullable=True),
        sa.Column("closing_cents", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("firm", "account", "since", "through", "balances"),
    )
    op.create_table(
        "order_mails",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("summary", sa.String(length=26), nullable=False),
        sa.Column("message", sa.String(length=26), nullable=False),
        sa.Column("mark", sa.Text(), server_default="", nullable=False),
        sa.Column("sender", sa.Text(), server_default="", nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), server_default="new", nullable=False),
        sa.Column("answer", sa.String(length=26), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("firm", "id"),
    )
    with op.batch_alter_table("order_mails", schema=None) as batch_op:
        batch_op.create_index(
            "ix_order_mails_state", ["firm", "state", "id"], unique=False
        )
        batch_op.create_index("uq_order_mails_mark", ["firm", "mark"], unique=True)

    op.create_table(
        "orders",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("mail", sa.String(length=26), nullable=False),
        sa.Column("n", sa.Integer(), server_default="0", nullable=False),
        sa.Column("line", sa.Text(), server_default="", nullable=False),
        sa.Column("action", sa.Text(), server_default="", nullable=False),
        sa.Column("about", sa.Text(), server_default="", nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("facts", sa.JSON(), nullable=True),
        sa.Column("made", sa.Text(), server_default="", nullable=False),
        sa.Column("by", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("firm", "id"),
    )
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.create_index("uq_orders_n", ["firm", "mail", "n"], unique=True)

    op.create_table(
        "payers",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("customer", sa.String(length=26), nullable=False),
        sa.Column("seen", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("firm", "key", "customer"),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("payers", schema=None) as batch_op:
        batch_op.create_index("ix_payers_customer", ["firm", "customer"], unique=False)

    op.create_table(
        "payments",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("no", sa.Integer(), server_default="0", nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("account", sa.Text(), server_default="", nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("value_on", sa.Date(), nullable=True),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("free_cents", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), server_default="", nullable=False),
        sa.Column("payer", sa.Text(), server_default="", nullable=False),
        sa.Column("iban", sa.Text(), server_default="", nullable=False),
        sa.Column("end_to_end_id", sa.Text(), server_default="", nullable=False),
        sa.Column("remittance", sa.Text(), server_default="", nullable=False),
        sa.Column("bank_reference", sa.Text(), server_default="", nullable=False),
        sa.Column("reversed_by", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="booked", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("how", sa.Text(), server_default="", nullable=False),
        sa.Column("customer", sa.String(length=26), nullable=True),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("decision", sa.Text(), server_default="new", nullable=False),
        sa.Column("decided_because", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("firm", "id"),
    )
    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.create_index(
            "ix_payments_decision", ["firm", "decision"], unique=False
        )
        batch_op.create_index(
            "ix_payments_day", ["firm", "account", "booked_on"], unique=False
        )
        batch_op.create_index("ix_payments_state", ["firm", "state"], unique=False)
        batch_op.create_index(
            "ix_payments_how",
            ["firm", "how"],
            unique=False,
            sqlite_where=sa.text("how <> ''"),
            postgresql_where=sa.text("how <> ''"),
        )
        batch_op.create_index(
            "ix_payments_reversed",
            ["firm", "reversed_by"],
            unique=False,
            sqlite_where=sa.text("reversed_by <> ''"),
            postgresql_where=sa.text("reversed_by <> ''"),
        )
        batch_op.create_index(
            "ix_payments_rest",
            ["firm", "decision"],
            unique=False,
            sqlite_where=sa.text("free_cents > 0"),
            postgresql_where=sa.text("free_cents > 0"),
        )
        batch_op.create_index(
            "uq_payments_fingerprint",
            ["firm", "fingerprint"],
            unique=True,
            sqlite_where=None,
            postgresql_where=None,
        )
        batch_op.create_index(
            "uq_payments_no",
            ["firm", "no"],
            unique=True,
            sqlite_where=None,
            postgresql_where=None,
        )

    op.create_table(
        "plans",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("customer", sa.String(length=26), nullable=False),
        sa.Column("invoices", sa.JSON(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), server_default="proposed", nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("by", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("firm", "id"),
    )
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.create_index(
            "ix_plans_customer", ["firm", "customer", "id"], unique=False
        )

    op.create_table(
        "positions",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("message", sa.String(length=26), nullable=False),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("firm", "mailbox", "folder", "uidvalidity", "uid"),
    )
    with op.batch_alter_table("positions", schema=None) as batch_op:
        batch_op.create_index("ix_positions_message", ["firm", "message"], unique=False)

    op.create_table(
        "promises",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("customer", sa.String(length=26), nullable=False),
        sa.Column("invoice", sa.String(length=26), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("by", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("firm", "id"),
    )
    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.create_index(
            "ix_promises_customer", ["firm", "customer", "id"], unique=False
        )

    op.create_table(
        "proposals",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("payment", sa.String(length=26), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("customer", sa.String(length=26), nullable=False),
        sa.Column("confidence", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("allocations", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("firm", "payment", "rank"),
    )
    op.create_table(
        "quarantine",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("no", sa.Integer(), server_default="0", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("error", sa.Text(), server_default="", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", sa.Text(), server_default="aside", nullable=False),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("firm", "id"),
    )
    with op.batch_alter_table("quarantine", schema=None) as batch_op:
        batch_op.create_index(
            "uq_quarantine_item",
            ["firm", "kind", "name", "sha256"],
            unique=True,
            sqlite_where=None,
            postgresql_where=None,
        )

    op.create_table(
        "signs",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("customer", sa.String(length=26), nullable=False),
        sa.Column("delivery", sa.String(length=26), nullable=True),
        sa.Column("message", sa.String(length=26), nullable=True),
        sa.Column("what", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("firm", "id"),
    )
    with op.batch_alter_table("signs", schema=None) as batch_op:
        batch_op.create_index(
            "ix_signs_customer", ["firm", "customer", "at"], unique=False
        )
        batch_op.create_index(
            "uq_signs_cause",
            ["firm", "message", "what", "customer"],
            unique=True,
            sqlite_where=sa.text("message IS NOT NULL"),
            postgresql_where=sa.text("message IS NOT NULL"),
        )

    op.create_table(
        "standing",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=True),
        sa.Column("worked_at", sa.DateTime(), nullable=True),
        sa.Column("because", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("firm", "what"),
    )
    op.create_table(
        "summaries",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("token", sa.String(length=26), nullable=False),
        sa.Column("asks", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("firm", "id"),
    )
    with op.batch_alter_table("summaries", schema=None) as batch_op:
        batch_op.create_index("ix_summaries_at", ["firm", "at"], unique=False)
        batch_op.create_index("uq_summaries_token", ["firm", "token"], unique=True)

    op.create_table(
        "summary_lines",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("summary", sa.String(length=26), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("firm", "summary", "no"),
    )
    op.create_table(
        "switches",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.Column("because", sa.Text(), server_default="", nullable=False),
        sa.Column("by", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("firm", "name"),
    )
    op.create_table(
        "write_offs",
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("instalment", sa.String(length=26), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), server_default="", nullable=False),
        sa.Column("because", sa.Text(), server_default="", nullable=False),
        sa.Column("by", sa.Text(), server_default="", nullable=False),
        sa.Column("payment", sa.String(length=26), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("firm", "id"),
    )
    with op.batch_alter_table("write_offs", schema=None) as batch_op:
        batch_op.create_index(
            "ix_write_offs_instalment", ["firm", "instalment", "id"], unique=False
        )
        batch_op.create_index(
            "ix_write_offs_payment", ["firm", "payment"], unique=False
        )


def downgrade() -> None:
    """Refuse: a ledger goes back by its backup alone."""
    raise NotImplementedError("restore the backup made before the upgrade")
