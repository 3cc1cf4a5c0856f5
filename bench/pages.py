"""Every letter and daily mail in Chromium, at a phone's and a desk's width.

    python -m bench.pages [--out FOLDER] [--docs FOLDER] [--chromium PROGRAM]

Names each page that is wider than its window or shows a picture that does not load
(goal: none); with `--out` leaves sheets to look at, light and dark, and with `--docs`
the pictures of the README.
"""

from __future__ import annotations

import argparse
import base64
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from agent.model.letter import Composed
from tests.letters import golden

WIDTHS = (320, 390, 800)
SHOWN = {"summary": "en.summary.full", "letter": "first.en.formal.0"}
_SHOWN_WIDE, _SHOWN_HIGH = 360, 1100  # of the summary its beginning
_DARK = "--blink-settings=preferredColorScheme=0"
_COLUMNS, _GAP = 6, 12
# What each frame needs, once all are loaded, stands in the page's title.
_MEASURED = """<script>onload = () => {
  const told = [...document.querySelectorAll("iframe")].map(frame => {
    const page = frame.contentDocument, root = page.documentElement;
    frame.style.height = root.scrollHeight + "px";
    return {name: frame.name, wide: root.scrollWidth, high: root.scrollHeight,
            blank: [...page.images].filter(one => !one.naturalWidth).length};
  });
  document.title = JSON.stringify(told);
}</script>"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a page needs, in CSS pixels, and how many of its pictures stay blank."""

    name: str
    wide: int
    high: int
    blank: int


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--docs", type=Path)
    parser.add_argument("--chromium", default=shutil.which("chromium") or "chromium")
    said = parser.parse_args(arguments)
    pages = written()
    wrong = 0
    for width in WIDTHS:
        for one in measured(said.chromium, pages, width):
            if one.wide > width or one.blank:
                wrong += 1
                print(f"{one.name} at {width}: {one.wide} wide, {one.blank} blank")
    print(f"{len(pages)} pages at {WIDTHS} px: {wrong} wrong (goal: 0)")
    if said.out:
        draw(said.chromium, pages, said.out)
    if said.docs:
        show(said.chromium, pages, said.docs)
    return 1 if wrong else 0


def written() -> dict[str, str]:
    """Give every page by its name, pictures within."""
    letters = {".".join(map(str, case)): golden.letter(*case) for case in golden.CASES}
    days = {
        f"{language}.summary.{name}": golden.daily(name, language)
        for name in golden.DAYS
        for language in golden.SUMMARIES
    }
    return {name: _whole(composed) for name, composed in (letters | days).items()}


def _whole(composed: Composed) -> str:
    page = composed.html
    for picture in composed.inline:
        data = base64.b64encode(picture.data).decode()
        page = page.replace(f"cid:{picture.name}", f"data:image/png;base64,{data}")
    return page


def measured(chromium: str, pages: dict[str, str], width: int) -> list[Measured]:
    """Give for each page how wide and high it is in a window of this width."""
    shown = _run(chromium, _framed(pages, width), "--dump-dom")
    title = re.search(r"<title>(.*?)</title>", shown, re.S)
    if title is None:
        sys.exit(f"{chromium} loaded nothing: {shown[:200]!r}")
    return [Measured(**one) for one in json.loads(html.unescape(title[1]))]


def draw(chromium: str, pages: dict[str, str], folder: Path) -> None:
    """Leave sheets of a few pages each at a phone's width, by day and by night."""
    folder.mkdir(parents=True, exist_ok=True)
    width, names = WIDTHS[1], sorted(pages, key=_by_language)
    for no, start in enumerate(range(0, len(names), _COLUMNS), 1):
        sheet = {name: pages[name] for name in names[start:][:_COLUMNS]}
        high = max(one.high for one in measured(chromium, sheet, width))
        size = f"--window-size={_COLUMNS * (width + _GAP)},{high}"
        for light, flags in (("light", ()), ("dark", (_DARK,))):
            to = folder / f"{no:02}-{light}.png"
            _run(chromium, _framed(sheet, width), f"--screenshot={to}", size, *flags)
            print(f"{to}: {', '.join(sheet)}")


def show(chromium: str, pages: dict[str, str], folder: Path) -> None:
    """Draw the pictures of the README, twice as fine as a phone's points."""
    for name, shown in SHOWN.items():
        page = {shown: pages[shown]}
        (one,) = measured(chromium, page, _SHOWN_WIDE)
        size = f"--window-size={_SHOWN_WIDE},{min(one.high, _SHOWN_HIGH)}"
        fine = "--force-device-scale-factor=2"
        to = f"--screenshot={folder / name}.png"
        _run(chromium, _framed(page, _SHOWN_WIDE), to, size, fine)


def _by_language(name: str) -> tuple[bool, list[str]]:
    first, second, *more = name.split(".")
    return second == "summary", [second, *more, first]


def _framed(pages: dict[str, str], width: int) -> str:
    style = f"border:0;margin:0 {_GAP}px {_GAP}px 0;vertical-align:top"
    frames = "".join(
        f'<iframe name="{name}" width="{width}" style="{style}" '
        f'srcdoc="{html.escape(page)}"></iframe>'
        for name, page in pages.items()
    )
    return f"<!doctype html><meta charset='utf-8'><title></title>{_MEASURED}<body style='margin:0'>{frames}"


def _run(chromium: str, page: str, *flags: str) -> str:
    with tempfile.TemporaryDirectory(prefix="pages-") as made_in:
        file = Path(made_in) / "pages.html"
        file.write_text(page, "utf-8")
        command = [
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--user-data-dir={made_in}/profile",
            "--virtual-time-budget=20000",
            *flags,
            file.as_uri(),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
