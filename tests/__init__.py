"""The tests mirror the tree of the package; `servers` holds the real ones."""
