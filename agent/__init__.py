"""Sollecito: an accounts-receivable agent that lives between mailbox and bank."""

__version__ = "0.1.0"
