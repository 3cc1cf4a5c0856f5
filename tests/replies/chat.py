"""Answers of a second reader, as a server in OpenAI's way sends them."""

from __future__ import annotations

import json


def said(*findings: tuple[str, str], about_money: bool = True) -> bytes:
    """Write an answer that is true to its form."""
    told = [{"intent": intent, "quote": quote} for intent, quote in findings]
    return saying(json.dumps({"about_money": about_money, "findings": told}))


def saying(content: str) -> bytes:
    """Write an answer with any content."""
    message = {"role": "assistant", "content": content}
    return json.dumps({"choices": [{"index": 0, "message": message}]}).encode()
