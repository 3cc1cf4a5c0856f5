"""Channels: the ways a letter leaves the house."""
