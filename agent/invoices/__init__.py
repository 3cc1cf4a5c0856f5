"""Invoices: files of invoices and customers read into the nouns of the trade."""
