"""The ledger: truth and transactions, on SQLite or PostgreSQL."""
