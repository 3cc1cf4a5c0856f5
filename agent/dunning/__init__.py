"""Dunning: who is due what, when, and why; pure rules over plain values."""
