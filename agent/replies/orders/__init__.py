"""The orders an owner writes to the agent: what each line asks, and for what."""
