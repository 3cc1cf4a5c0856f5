"""The nouns of the trade: frozen values without a clock, a file or a table."""
