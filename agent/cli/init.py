"""The verb `init`: a few questions, a summary, then a first configuration."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from agent.cli.shell import SYSTEM_CONFIG, Shell, complain, found_config, user_config
from agent.errors import Refused

_SYSTEM_LEDGER = Path("/var/lib/sollecito/sollecito.db")
_PASSWORD_VARIABLE = "SOLLECITO_PASSWORD"  # noqa: S105  the name, not a password


@dataclass(frozen=True, slots=True)
class _Paper:
    """A file to be written."""

    path: Path
    text: str
    mode: int


@click.command()
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="KEY=VALUE",
    help="Answer a question or set any other key; may be repeated.",
)
@click.option("--yes", is_flag=True, help="Ask nothing: take what --set says.")
@click.option("--system", is_flag=True, help=f"Write {SYSTEM_CONFIG}, for a service.")
@click.pass_obj
def init(shell: Shell, *, given: Sequence[str], yes: bool, system: bool) -> None:
    """Write a first configuration.

    Asks at most seven questions and shows what it will write before it does. Nothing
    is ever overwritten. The password goes to a file of its own; without questions it
    is taken from $SOLLECITO_PASSWORD.
    """
    from agent.settings import draft, loads

    path = _target(shell, system=system)
    answers = _given(given)
    _refuse_existing([path])
    password = os.environ.get(_PASSWORD_VARIABLE, "")
    if yes:
        _require(answers)
    else:
        password = _ask(answers, password)
    is_system = path.is_relative_to(SYSTEM_CONFIG.parent)
    complete = draft.complete(
        answers, _SYSTEM_LEDGER if is_system else Path("sollecito.db")
    )
    text = draft.write(complete)
    loads(text, path)
    secret = path.parent / "credentials" / draft.CREDENTIAL
    needs_secret = draft.uses_credential(complete)
    # A service has a user of its own, who must read it; no secret stands in it.
    papers = [_Paper(path, text, 0o644 if is_system else 0o600)]
    if needs_secret and password:
        papers.append(_Paper(secret, f"{password}\n", 0o600))
    _refuse_existing([paper.path for paper in papers])
    _announce(shell, papers, text)
    if not yes:
        click.confirm("Write this?", default=True, abort=True, err=True)
    for paper in papers:
        _create(paper)
    if needs_secret and not password:
        shell.say(f"Now write the mail password into {secret}, mode 0600.")
    found = found_config()
    is_found = found is not None and found.absolute() == path
    doctor = "sollecito doctor" + ("" if is_found else f" --config {path}")
    shell.say(f"Customers get nothing until you say so. Next: `{doctor}`")


def _target(shell: Shell, *, system: bool) -> Path:
    path = SYSTEM_CONFIG if system else shell.config or user_config()
    return path.absolute()


def _given(pairs: Sequence[str]) -> dict[str, object]:
    """Read what --set says, each value as the kind its key holds."""
    from agent.settings import draft
    from agent.settings.reference import find, suggestions

    answers: dict[str, object] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        key = find(name)
        if not equals or not key or key.inner:
            close = " or ".join(suggestions(name))
            meant = f"; did you mean {close}?" if close and not key else ""
            raise click.BadParameter(f"{name!r} is not KEY=VALUE of a known key{meant}")
        answers[name.strip()] = draft.parse(key, value.strip())
    return answers


def _require(answers: dict[str, object]) -> None:
    missing = [key for key in ("firm.name", "smtp.from") if key not in answers]
    if missing:
        wanted = " ".join(f"--set {key}=..." for key in missing)
        raise click.UsageError(f"--yes asks nothing, so say {wanted}")


def _ask(answers: dict[str, object], password: str) -> str:
    """Ask what is not answered yet; give the password."""
    from agent.settings import draft
    from agent.settings.kinds import Email, Host, Iban, Text, VatId

    def ask(key: str, question: str, why: str, kind: Any, default: str = "") -> None:
        if key not in answers:
            complain(f"\n{why}")
            said = _prompt(question, kind, default)
            if said:
                answers[key] = [said] if key == "firm.ibans" else said

    ask("firm.name", "The firm's name", "Letters are signed with it.", Text)
    ask(
        "firm.vat_id",
        "Its VAT number (empty: later)",
        "It tells your invoices from your suppliers'; letters show it.",
        VatId,
    )
    ask(
        "smtp.from",
        "Your mail address",
        "Letters leave from it, and the daily summary comes to it.",
        Email,
    )
    imap, smtp, _ = draft.servers(str(answers["smtp.from"]))
    ask(
        f"mailbox.{draft.mailbox_of(answers)}.host",
        "The IMAP server",
        "Replies, bounces and bank mails are read there; nothing is deleted.",
        Host,
        imap,
    )
    ask("smtp.host", "The SMTP server", "Letters leave through it.", Host, smtp)
    ask(
        "firm.ibans",
        "Your IBAN (empty: later)",
        "Letters say where to pay; no account number is ever taken from a mail.",
        Iban,
    )
    return password or _ask_password(answers)


def _ask_password(answers: dict[str, object]) -> str:
    from agent.settings.secrets import SOURCES

    if any(key.rpartition(".")[2] in SOURCES for key in answers):
        return ""
    complain(
        "\nIt opens mailbox and SMTP, often an app password made at the provider's; it "
        "goes to a file that only you can read."
    )
    said: str = click.prompt(
        "The password (empty: later)",
        default="",
        hide_input=True,
        show_default=False,
        err=True,
    )
    return said


def _prompt(question: str, kind: Any, default: str) -> str:
    said: str = click.prompt(
        question,
        default=default or ("" if "empty" in question else None),
        show_default=bool(default),
        value_proc=_checked(kind),
        err=True,
    )
    return said


def _checked(kind: Any) -> Callable[[str], str]:
    """Give a check that says what is wrong, so that the question is asked again."""
    from pydantic import TypeAdapter, ValidationError

    adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def check(said: str) -> str:
        try:
            return str(adapter.validate_python(said.strip())) if said.strip() else ""
        except ValidationError as error:
            wrong = error.errors()[0].get("ctx", {}).get("error", "")
            raise click.BadParameter(str(wrong)) from error

    return check


def _refuse_existing(paths: Sequence[Path]) -> None:
    for path in paths:
        if path.exists():
            raise Refused(
                f"{path} is there already and was left as it is; "
                "move it away, or choose another place with --config FILE"
            )


def _announce(shell: Shell, papers: Sequence[_Paper], text: str) -> None:
    shell.say(f"\n{text}")
    for paper in papers:
        shell.say(f"To be written: {paper.path} (mode {paper.mode:04o})")


def _create(paper: _Paper) -> None:
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    folder_mode = 0o755 if paper.mode & 0o077 else 0o700
    try:
        paper.path.parent.mkdir(folder_mode, parents=True, exist_ok=True)
        with os.fdopen(os.open(paper.path, flags, paper.mode), "wb") as out:
            os.fchmod(out.fileno(), paper.mode)  # whatever the umask
            out.write(paper.text.encode())
    except OSError as error:
        raise Refused(f"{paper.path} cannot be written: {error.strerror}") from error
