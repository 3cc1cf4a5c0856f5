"""Say what a configuration allows and its owner may not have meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from agent.dunning.holidays import is_known
from agent.settings.mail import Login
from agent.settings.model import Settings
from agent.settings.secrets import credential_file

_OTHERS_MAY_READ = 0o077
_OTHERS_MAY_WRITE = 0o022


@dataclass(frozen=True, slots=True)
class Doubt:
    """What may not have been meant, and what to do about it."""

    meaning: str
    cure: str

    def __str__(self) -> str:
        """Say both in one line."""
        return f"{self.meaning}; {self.cure}"


def warnings(settings: Settings) -> list[Doubt]:
    """Give each doubt; the program runs all the same."""
    return [*_secrets(settings), *_files(settings), *_gaps(settings)]


def secret_files(settings: Settings) -> dict[str, Path]:
    """Give the file of each secret that lies in one, by the key that names it."""
    logins: dict[str, Login] = {
        f"mailbox.{name}": box for name, box in settings.mailbox.items()
    }
    found: dict[str, Path] = {}
    logins |= {"smtp": settings.smtp} if settings.smtp else {}
    logins |= {"pec": settings.pec} if settings.pec else {}
    for table, login in logins.items():
        if login.password_file:
            found[f"{table}.password_file"] = login.password_file
        elif login.credential:
            path = credential_file(login.credential, settings.folder)
            found[f"{table}.credential"] = path
    if reader := settings.reader:
        if reader.key_file:
            found["reader.key_file"] = reader.key_file
        elif reader.credential:
            path = credential_file(reader.credential, settings.folder)
            found["reader.credential"] = path
    if settings.ledger.url_file:
        found["ledger.url_file"] = settings.ledger.url_file
    return found


def _secrets(settings: Settings) -> Iterator[Doubt]:
    for key, path in secret_files(settings).items():
        mode = _mode(path)
        if mode is None:
            yield Doubt(
                f"{key}: {path} does not exist or cannot be looked at",
                "write the secret into that file, mode 0600",
            )
        elif mode & _OTHERS_MAY_READ:
            yield Doubt(
                f"{key}: others may read {path} (mode {mode:04o})", f"chmod 600 {path}"
            )


def _files(settings: Settings) -> Iterator[Doubt]:
    mode = _mode(settings.file)
    if mode is not None and mode & _OTHERS_MAY_WRITE:
        yield Doubt(
            f"others may change {settings.file} (mode {mode:04o}) and with it the "
            "account customers pay to",
            f"chmod go-w {settings.file}",
        )
    folder = settings.templates.folder
    if folder and not folder.is_dir():
        yield Doubt(f"templates.folder: {folder} is not a folder", f"mkdir -p {folder}")


def _gaps(settings: Settings) -> Iterator[Doubt]:
    firm = settings.firm
    if not firm.ibans:
        yield Doubt(
            "firm.ibans is empty: letters name no account to pay to",
            "write your IBAN there",
        )
    if not firm.vat_id:
        yield Doubt(
            "firm.vat_id is empty: a supplier's invoice may be taken for one of yours",
            "write your VAT number there",
        )
    if not is_known(firm.country):
        yield Doubt(
            f"firm.country: no holidays are known of {firm.country}",
            "name your days off in office.extra_holidays",
        )
    if not settings.summary.to:
        yield Doubt(
            "summary.to is empty: nobody gets the daily summary",
            "write your own address there",
        )
    if not settings.mailbox:
        yield Doubt(
            "no mailbox is named: replies, bounces and bank mails are not seen",
            "add a table [mailbox.office]",
        )
    yield from _unproven(settings)
    if settings.clock.simulated:
        yield Doubt(
            "clock.simulated is true: time is not what it is",
            "never use this with customers' real addresses",
        )


def _unproven(settings: Settings) -> Iterator[Doubt]:
    for name, box in settings.mailbox.items():
        if box.kind == "ordinary" and not box.trusted_authserv_ids:
            yield Doubt(
                f"mailbox.{name}.trusted_authserv_ids is empty: no mail there can "
                "prove who wrote it, not even your bank's",
                "look at the source of a mail that came to it: the first word after "
                '"Authentication-Results:" belongs in that list',
            )


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        return None
