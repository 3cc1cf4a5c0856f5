"""Shown page: letters as they will look, one below the other, for a browser."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape

from agent.model.letter import Composed

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Letters to come</title>
<style>
body { margin: 0 auto; max-width: 660px; padding: 16px; font: 15px/21px sans-serif; }
h2 { margin: 32px 0 2px 0; font-size: 17px; }
p { margin: 0 0 8px 0; color: #5c6b79; }
iframe { width: 100%; height: 70vh; resize: vertical; border: 1px solid #c9d3db; }
pre { white-space: pre-wrap; border: 1px solid #c9d3db; padding: 12px; }
@media (max-width: 480px) {
  body { padding: 16px 0; }
  h2, p, pre { margin-left: 12px; margin-right: 12px; overflow-wrap: anywhere; }
  iframe { height: 85vh; border-width: 1px 0; }
}
</style>
</head>
<body>
"""


def page(letters: Iterable[tuple[str, Composed]]) -> str:
    """Put letters on one page that loads nothing: pictures are written into it.

    Args:
        letters: Each with a line that says when it goes, and to whom.
    """
    shown = "\n".join(_letter(line, letter) for line, letter in letters)
    return f"{_HEAD}{shown}\n</body>\n</html>\n"


def _letter(line: str, letter: Composed) -> str:
    head = f"<h2>{escape(letter.subject)}</h2>\n<p>{escape(line)}</p>"
    if not letter.html:
        return f"{head}\n<pre>{escape(letter.text)}</pre>"
    return f'{head}\n<iframe sandbox srcdoc="{escape(_whole(letter))}"></iframe>'


def _whole(letter: Composed) -> str:
    html = letter.html
    for picture in letter.inline:
        data = base64.b64encode(picture.data).decode("ascii")
        html = html.replace(f"cid:{picture.name}", f"data:{picture.kind};base64,{data}")
    return html
