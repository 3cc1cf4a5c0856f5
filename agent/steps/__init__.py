"""The day's work, in order: each step is one use case and its transactions."""
