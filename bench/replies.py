"""Replies: our new words and our days beside those of the libraries at hand.

    .venv/bin/python bench/replies.py [--truth FILE --mails DIR] [--phrases FILE]

new words   F1 of words between what is found and what was written, mean over the mails,
            all of them and by language; milliseconds a mail; mails at which it fell
days        share of phrases whose last day is right; texts without a day where one is
            found; milliseconds a phrase
a mail      milliseconds to understand one, model included

Without files it takes mails of its own: each held-out text of the project in four mail
programs' quotations of our letter. `--truth` names rows with path (in `--mails`) and
text; which letter of ours they answer nobody knows there. `--phrases` names rows of
language, sentence with the [phrase], first and last day or "-", apart by tabs.
The libraries are no dependencies: install them beside the project's own into another
environment (mail-parser-reply email-reply-parser talon dateparser) and run it there.
Those that are not installed are named and left out. Times are of the processor.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from types import ModuleType

from agent import resources
from agent.forms.html_text import as_text
from agent.mail.parse import parse
from agent.model.message import Parts
from agent.replies.dates import phrases
from agent.replies.labelled import texts
from agent.replies.model import from_bytes
from agent.replies.new_text import extract
from agent.replies.understand import understand

ANCHOR = date(2026, 5, 12)
LETTER = (
    "Gentile cliente,\nla fattura n. 12/2026 di 1.220,00 euro risulta scaduta dal 20 aprile 2026.\n"
    "La preghiamo di provvedere entro il 20 maggio 2026.\n\nCordiali saluti\nStudio Conti"
)
QUOTED = "\n".join(f"> {line}" for line in LETTER.split("\n"))
SHAPES = (
    "{text}\n\nIl giorno 11 maggio 2026 Studio Conti <conti@firm.test> ha scritto:\n"
    + QUOTED,
    "{text}\n\n-----Messaggio originale-----\nDa: Studio Conti\nInviato: lunedì 11 maggio 2026\n"
    + LETTER,
    "{text}\n\nOn Mon, 11 May 2026, Studio Conti wrote:\n" + QUOTED + "\n",
    "{text}\n\n" + LETTER,
)
DAYS = (
    ("en", "We will pay [by Friday]", "2026-05-15"),
    ("it", "Paghiamo [entro venerdì]", "2026-05-15"),
    ("it", "Salderemo [il 20]", "2026-05-20"),
    ("it", "Bonifico [a fine mese]", "2026-05-31"),
    ("it", "Paghiamo [dopo le ferie]", "-"),
    ("it", "Condizioni [30 gg d.f.f.m.]", "-"),
    ("en", "Payment on [10 June]", "2026-06-10"),
    ("en", "We pay [as soon as possible]", "-"),
    ("de", "Wir zahlen [am Donnerstag]", "2026-05-14"),
    ("de", "Zahlung [nach Quartalsende]", "2026-07-10"),
    ("fr", "Nous payons [vendredi]", "2026-05-15"),
    ("fr", "Virement [fin juin]", "2026-06-30"),
    ("es", "Pagamos [el viernes]", "2026-05-15"),
    ("es", "Pagaremos [cuando nos paguen]", "-"),
)
Reader = Callable[[Parts], str]
Mail = tuple[Parts, str, str]


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--mails", type=Path)
    parser.add_argument("--phrases", type=Path)
    asked = parser.parse_args()
    mails = list(told(asked.truth, asked.mails) if asked.truth else our_mails())
    print(f"new words, {len(mails)} mails")
    print(heading(mails))
    for name, reader in readers(is_letter_known=not asked.truth):
        print(f"  {name:34}{measured(reader, mails)}")
    days(list(rows(asked.phrases)) if asked.phrases else list(DAYS))
    speed([parts for parts, *_ in mails])


def measured(reader: Reader, mails: list[Mail]) -> str:
    """Read all mails; a reader that falls at one has found nothing there."""
    scores, fell = [], 0
    begun = time.process_time()
    for parts, text, language in mails:
        try:
            found = reader(parts)
        except Exception:  # noqa: BLE001 - whatever a library raises
            found, fell = "", fell + 1
        scores.append((language, f1(found, text)))
    spent = (time.process_time() - begun) / len(mails) * 1000
    fallen = f"  fell at {fell}" if fell else ""
    return f"{by_language(scores)}  {spent:6.2f} ms{fallen}"


def heading(mails: list[Mail]) -> str:
    languages = sorted({language for *_, language in mails})
    return f"{'':36}{'all':>7}" + "".join(f"{each:>7}" for each in languages)


def by_language(scores: list[tuple[str, float]]) -> str:
    """Give the mean over all, then over each language."""
    columns = [[score for _, score in scores]]
    columns += [
        [score for language, score in scores if language == each]
        for each in sorted({language for language, _ in scores})
    ]
    return "".join(f"{sum(each) / max(1, len(each)):>7.3f}" for each in columns)


def told(truth: Path, mails: Path) -> Iterator[Mail]:
    for line in truth.read_text("utf-8").splitlines():
        row = json.loads(line)
        parts = parse((mails / row["path"]).read_bytes())
        yield parts, row["text"], row.get("language", "?")


def our_mails() -> Iterator[Mail]:
    held = [
        (one.text, path.stem)
        for path in resources.texts()
        for one in texts(path.read_text("utf-8"))
        if one.is_held
    ]
    for at, (text, language) in enumerate(held):
        quoting = SHAPES[at % len(SHAPES)].format(text=text)
        yield Parts(text=quoting), text, language


def readers(*, is_letter_known: bool) -> Iterator[tuple[str, Reader]]:
    if is_letter_known:
        yield "sollecito, our letter known", lambda parts: extract(parts, LETTER).text
    yield "sollecito, our letter unknown", lambda parts: extract(parts).text
    if found := library("mailparser_reply"):
        languages = ["en", "it", "de", "fr", "es"]
        reader = found.EmailReplyParser(languages=languages)
        yield (
            "mail-parser-reply",
            lambda parts: reader.parse_reply(text=parts.text) or "",
        )
    if found := library("email_reply_parser"):
        yield (
            "email-reply-parser",
            lambda parts: found.EmailReplyParser.parse_reply(parts.text),
        )
    if found := library("talon.quotations"):
        yield "talon, as text", lambda parts: found.extract_from_plain(parts.text)
        yield "talon, HTML where there is some", lambda parts: by_talon(found, parts)


def by_talon(found: ModuleType, parts: Parts) -> str:
    if not parts.html:
        return str(found.extract_from_plain(parts.text))
    return as_text(found.extract_from_html(parts.html))


def days(rows_: list[tuple[str, str, str]]) -> None:
    dated = [row for row in rows_ if row[2] != "-"]
    print(
        f"days, {len(dated)} phrases, and {len(rows_) - len(dated)} texts that name none"
    )
    finders: list[tuple[str, Callable[[str, str], str]]] = [("sollecito", ours)]
    if search := library("dateparser.search"):
        base = datetime(ANCHOR.year, ANCHOR.month, ANCHOR.day)  # noqa: DTZ001 - its own form
        settings = {
            "PREFER_DATES_FROM": "future",
            "DATE_ORDER": "DMY",
            "RELATIVE_BASE": base,
        }

        def theirs(language: str, text: str) -> str:
            hits = search.search_dates(text, languages=[language], settings=settings)
            return next(
                (f"{day:%Y-%m-%d}" for _, day in hits or () if day.date() > ANCHOR), "-"
            )

        finders.append(("dateparser", theirs))
    print(
        f"{'':36}{'all':>7}"
        + "".join(f"{each:>7}" for each in sorted({row[0] for row in dated}))
    )
    for name, finder in finders:
        begun = time.process_time()
        given = [
            (language, finder(language, plain(text))) for language, text, _ in rows_
        ]
        spent = (time.process_time() - begun) / len(rows_) * 1000
        answers = list(zip(given, [row[2] for row in rows_], strict=True))
        right = [
            (language, float(got == day))
            for (language, got), day in answers
            if day != "-"
        ]
        invented = sum(got != "-" for (_, got), day in answers if day == "-")
        print(f"  {name:34}{by_language(right)}  {spent:6.2f} ms  {invented} invented")


def ours(_: str, text: str) -> str:
    found = phrases(text, ANCHOR)
    return found[0].until.isoformat() if found else "-"


def plain(text: str) -> str:
    return text.replace("[", "").replace("]", "")


def rows(path: Path) -> Iterator[tuple[str, str, str]]:
    for line in path.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            language, text, first, *last = line.split("\t")
            yield language, text, last[0] if last and first != "-" else first


def speed(mails: list[Parts]) -> None:
    model = from_bytes(resources.weights().read_bytes())
    begun = time.process_time()
    for parts in mails:
        understand(parts, ANCHOR + timedelta(days=1), LETTER, model=model)
    spent = (time.process_time() - begun) / len(mails) * 1000
    print(f"understood, ms a mail: {spent:.1f}")


def library(name: str) -> ModuleType | None:
    try:
        return import_module(name)
    except ImportError:
        print(f"  {name} is not installed: left out")
        return None


def f1(got: str, wanted: str) -> float:
    ours_, theirs = (
        Counter(re.findall(r"\w+", text.lower())) for text in (got, wanted)
    )
    if not ours_ and not theirs:
        return 1.0
    return 2 * (ours_ & theirs).total() / max(1, ours_.total() + theirs.total())


if __name__ == "__main__":
    main()
