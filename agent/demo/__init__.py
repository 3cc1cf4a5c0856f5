"""The demo: a sample firm, its customers and its mail system, played day by day."""
