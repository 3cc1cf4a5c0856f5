"""Forms: how people and programs write what we read; pure."""
