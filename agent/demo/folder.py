"""The folder: where the demo leaves everything it showed."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from agent.demo import firm
from agent.demo.mails import read_letter
from agent.demo.play import Stage
from agent.errors import Refused
from agent.model.call import CallSheet
from agent.model.event import Event
from agent.model.invoice import OpenItem
from agent.steps.desk import Desk
from agent.steps.look.call_sheets import call_sheets
from agent.steps.look.why import Answer, why

INTAKE, LOG = "intake", "log.txt"
_MARK = ".sollecito-demo"
_PASSWORD = "password"  # noqa: S105  the name of a file
_LETTERS, _SUMMARIES, _INCOMING = "letters", "summaries", "incoming"
_FOLDERS = (_LETTERS, _SUMMARIES, _INCOMING, INTAKE)
_OURS = (
    *(*_FOLDERS, "calls.txt", "why.txt", LOG, "config.toml", "ca.pem", _PASSWORD),
    *("sollecito.db", "sollecito.db-wal", "sollecito.db-shm", _MARK),
)
_INTERESTING: tuple[firm.Role, ...] = (
    *("bounces", "breaks_promise", "disputes", "promises", "unclear", "part"),
)
_TOLD = 3


def prepare(folder: Path) -> None:
    """Make the folder, or empty that of an earlier demo.

    Raises:
        Refused: Something else lies there, or it cannot be written.
    """
    try:
        _prepare(folder)
    except OSError as error:
        raise Refused(
            f"{folder} cannot be written ({error.strerror}): name another folder with "
            "--out"
        ) from error


def _prepare(folder: Path) -> None:
    if _is_somebody_elses(folder):
        raise Refused(
            f"{folder} is there already and was not written by an earlier demo: name "
            "another folder with --out, or move it away"
        )
    for name in _OURS:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for name in _FOLDERS:
        (folder / name).mkdir(parents=True)
    (folder / _MARK).write_text("Written by `sollecito demo`, which may replace it.\n")


def _is_somebody_elses(folder: Path) -> bool:
    if not folder.exists() or (folder / _MARK).is_file():
        return False
    return not folder.is_dir() or any(folder.iterdir())


def write_access(folder: Path, password: str, authority: bytes) -> None:
    """Write what the configuration names besides itself."""
    secret = folder / _PASSWORD
    secret.touch(mode=0o600)
    secret.write_text(f"{password}\n")
    (folder / "ca.pem").write_bytes(authority)


def write_shown(folder: Path, stage: Stage) -> None:
    """Write letters, summaries, incoming mail, the call list and three whys."""
    for at, posted in stage.post.left:
        if posted.recipient == firm.OWNER:
            _write_mail(folder / _SUMMARIES, f"{at:%Y-%m-%d}", posted.raw)
        else:
            whose = posted.recipient.partition("@")[2].removesuffix(".test")
            _write_mail(folder / _LETTERS, f"{at:%Y-%m-%d-%H%M}-{whose}", posted.raw)
    for mail in stage.post.came:
        if mail.name:
            name = f"{mail.at:%Y-%m-%d-%H%M}-{mail.name}"
            _write_mail(folder / _INCOMING, name, mail.raw)
    sheets = call_sheets(stage.desk)
    (folder / "calls.txt").write_text("\n".join(_call_list(sheets)), "utf-8")
    answers = [why(stage.desk, number) for number in interesting(stage)]
    (folder / "why.txt").write_text("\n".join(_whys(stage.desk, answers)), "utf-8")


def interesting(stage: Stage) -> tuple[str, ...]:
    """Name three invoices with a story."""
    by_role = {
        each.customer.role: each.number for each in reversed(stage.sample.invoices)
    }
    found = [by_role[role] for role in _INTERESTING if role in by_role]
    return tuple(found[:_TOLD])


def _write_mail(folder: Path, name: str, raw: bytes) -> None:
    """Write a mail, and its HTML and text so that one can look without a mailer."""
    letter = read_letter(raw)
    path, count = folder / f"{name}.eml", 1
    while path.exists():
        count += 1
        path = folder / f"{name}-{count}.eml"
    path.write_bytes(raw)
    if letter.html:
        path.with_suffix(".html").write_text(letter.html, "utf-8")
    if letter.text:
        path.with_suffix(".txt").write_text(letter.text, "utf-8")


def _call_list(sheets: Iterable[CallSheet]) -> Iterable[str]:
    yield "Whom to phone, the most money first."
    for sheet in sheets:
        yield ""
        yield f"Call {sheet.no}: {sheet.customer.name}"
        yield f"  phone      {sheet.customer.phone or 'no number known'}"
        yield f"  why        {sheet.because}"
        for item in sheet.items:
            yield f"  {_owes(item):10} {item.number}, due {item.due_on}: {item.open}"
        yield f"  together   {', '.join(map(str, sheet.total)) or 'nothing'}"
        for item in sheet.apart:
            yield f"  apart      {item.number}, due {item.due_on}: {item.open}"
        for title, lines in (
            ("contacts", sheet.contacts),
            ("promises", sheet.promises),
            ("his side", sheet.side),
        ):
            for line in lines:
                yield f"  {title:10} {' '.join(str(line).split())}"
    yield ""


def _owes(item: OpenItem) -> str:
    return "owes" if item.open.cents > 0 else "credit"


def _whys(desk: Desk, answers: Iterable[Answer]) -> Iterable[str]:
    for answer in answers:
        yield answer.paragraph
        yield from (_line(desk, event) for event in answer.history)
        yield ""


def _line(desk: Desk, event: Event) -> str:
    at = event.at.astimezone(desk.clock.zone)
    return f"  {at:%Y-%m-%d %H:%M} {event.what}: {event.because}"
