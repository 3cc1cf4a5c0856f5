"""Say what a configuration allows and its owner may not have meant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from agent.dunning.holidays import is_known
from agent.settings.model import Settings
from agent.settings.secrets import credential_file

_OTHERS_MAY_READ = 0o077
_OTHERS_MAY_WRITE = 0o022


def warnings(settings: Settings) -> list[str]:
    """Give a sentence for each doubt; the program runs all the same."""
    return [*_secrets(settings), *_files(settings), *_gaps(settings)]


def secret_files(settings: Settings) -> dict[str, Path]:
    """Give the file of each secret that lies in one, by the key that names it."""
    logins = {f"mailbox.{name}": box for name, box in settings.mailbox.items()}
    found: dict[str, Path] = {}
    for table, login in (
        logins | ({"smtp": settings.smtp} if settings.smtp else {})
    ).items():
        if login.password_file:
            found[f"{table}.password_file"] = login.password_file
        elif login.credential:
            path = credential_file(login.credential, settings.folder)
            found[f"{table}.credential"] = path
    if settings.ledger.url_file:
        found["ledger.url_file"] = settings.ledger.url_file
    return found


def _secrets(settings: Settings) -> Iterator[str]:
    for key, path in secret_files(settings).items():
        mode = _mode(path)
        if mode is None:
            yield f"{key}: {path} does not exist or cannot be looked at"
        elif mode & _OTHERS_MAY_READ:
            yield f"{key}: others may read {path} (mode {mode:04o}): chmod 600 {path}"


def _files(settings: Settings) -> Iterator[str]:
    mode = _mode(settings.file)
    if mode is not None and mode & _OTHERS_MAY_WRITE:
        yield (
            f"others may change {settings.file} (mode {mode:04o}) and with it the "
            f"account customers pay to: chmod go-w {settings.file}"
        )
    for key, folder in (
        ("intake.folder", settings.intake.folder),
        ("templates.folder", settings.templates.folder),
    ):
        if folder and not folder.is_dir():
            yield f"{key}: {folder} is not a folder"


def _gaps(settings: Settings) -> Iterator[str]:
    firm = settings.firm
    if not firm.ibans:
        yield "firm.ibans is empty: letters name no account to pay to"
    if not firm.vat_id:
        yield "firm.vat_id is empty: a supplier's invoice may be taken for one of yours"
    if not is_known(firm.country):
        yield f"firm.country: no holidays are known of {firm.country}"
    if not settings.summary.to:
        yield "summary.to is empty: nobody gets the daily summary"
    if not settings.mailbox:
        yield "no mailbox is named: replies, bounces and bank mails are not seen"
    for name, box in settings.mailbox.items():
        if not box.trusted_authserv_ids:
            yield (
                f"mailbox.{name}.trusted_authserv_ids is empty: no mail there can "
                "prove who wrote it"
            )
    if settings.clock.simulated:
        yield "clock.simulated is true: never use this with customers' real addresses"


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        return None
