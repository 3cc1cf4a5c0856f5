"""Tell what a file is by its content, and read it; nothing is recorded."""

from __future__ import annotations
