"""Tables about mail: mailboxes, the way out, and how freely letters leave."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from agent.settings.kinds import (
    Authority,
    Count,
    Credential,
    Default,
    Domain,
    Email,
    FilePath,
    Flag,
    Host,
    Port,
    Positive,
    Table,
    Text,
    Variable,
)


class Login(Table):
    """A server and a login; the password comes from exactly one of four places."""

    host: Host = Field(description="The server's name; the connection is always TLS.")
    user: Text = Field("", description="The login name.")
    password_file: FilePath | None = Field(
        None, description="A file (mode 0600) whose first line is the password."
    )
    password_env: Variable = Field(
        "", description="The environment variable that holds the password."
    )
    password_command: Text = Field(
        "",
        description="A command that prints the password, such as "
        '"pass show mail/office"; no shell is involved.',
    )
    credential: Credential = Field(
        "",
        description="The name of a systemd credential; without systemd the file "
        "credentials/NAME beside this one.",
    )
    ca_file: Authority = None


class Folders(Table):
    """Names of folders, where the server does not say which is which."""

    inbox: Text = Field("INBOX", description="Where mail arrives.")
    sent: Annotated[Text, Default("as the server marks it")] = Field(
        "", description="Where sent mail is kept."
    )
    junk: Annotated[Text, Default("as the server marks it")] = Field(
        "", description="Where the server puts what it takes for spam."
    )


class Mailbox(Login):
    """A mailbox to read; NAME is yours to choose. Nothing in it is ever deleted."""

    kind: Literal["ordinary", "pec"] = Field(
        "ordinary", description="Ordinary mail, or Italian certified mail."
    )
    user: Text = Field(min_length=1, description="The login name.")
    owner: Text = Field(
        "",
        description="Whose it is: named where what they write to a customer holds "
        "the reminders.",
    )
    port: Port = Field(993, description="Its port for IMAP over TLS.")
    since_days: Positive = Field(
        30, description="How far back the first run looks, in days."
    )
    trusted_authserv_ids: tuple[Text, ...] = Field(
        (),
        description="The name by which your own server signs its "
        "Authentication-Results; only those tell a real bank mail from a forged one.",
    )
    folders: Folders = Field(
        Folders(), description="Folder names, where the server does not tell."
    )


def _submission_port(said: dict[str, Any]) -> int:
    return 587 if said.get("tls") == "starttls" else 465


class Submission(Login):
    """A server that takes mail of ours."""

    tls: Literal["implicit", "starttls"] = Field(
        "implicit",
        description="TLS from the first byte, or by STARTTLS; never without.",
    )
    port: Annotated[Port, Default('465, or 587 with tls = "starttls"')] = Field(
        default_factory=_submission_port, description="The server's port."
    )


class Smtp(Submission):
    """The way out: your own provider's server, from your own address."""

    from_address: Email = Field(
        alias="from", description="The address your letters come from."
    )
    from_name: Annotated[Text, Default("firm.name")] = Field(
        "", description="The name beside it."
    )
    plus_detail: Literal["auto", True, False] = Field(
        "auto",
        description="Whether office+word@example.com reaches office@example.com; "
        '"auto" tries it once by a mail to yourself.',
    )
    receipts: Flag = Field(
        default=False, description="Ask customers' programs for read receipts."
    )
    dsn_success: Flag = Field(
        default=True, description="Ask the servers to report delivery, where they can."
    )
    per_minute: Positive = Field(20, description="The most letters a minute.")


class Pec(Submission):
    """The way out for certified mail (PEC): your own certified mailbox; off without it.

    A table [mailbox.NAME] of kind "pec" reads its receipts and answers.
    """

    address: Email = Field(
        alias="from", description="The certified address your letters come from."
    )
    mailbox: Annotated[Text, Default('the first mailbox of kind "pec"')] = Field(
        "", description="The mailbox that gets the receipts, by its NAME."
    )
    late_stages: Flag = Field(
        default=True,
        description="Where a certified address of the customer is known, the last letter "
        "of a procedure goes there (of public_body: from the second on), never the "
        "first; false: only what a stage or a customer is told to.",
    )


class Sending(Table):
    """How freely letters leave; off until you say otherwise."""

    mode: Literal["off", "approve", "auto"] = Field(
        "off",
        description='"off": customers get nothing, you get the summary; "approve": you '
        'agree to each letter; "auto": letters leave by themselves.',
    )
    answers: Literal["off", "approve", "auto"] = Field(
        "approve",
        description='Letters that answer a customer: "off": none is written; "approve": '
        'you agree to each, also where the mode is "auto"; "auto": those to an objection '
        "or a promise leave as the mode says.",
    )
    copies: Flag = Field(
        default=False,
        description="Send the copy of an invoice by itself to a customer's known "
        'address that asks for it, once, also where answers are "approve"; false: you '
        "agree to each.",
    )
    thank_you: Literal["off", "approve", "auto"] = Field(
        "off",
        description="One letter of thanks for what is paid after a letter asked for it, "
        "a working day after the summary that showed the money, while nothing else is "
        'overdue: "approve": you agree to each; "auto": they leave as the mode says.',
    )
    undo_minutes: Count = Field(
        10, description="How long an approved letter waits for a change of mind."
    )
    approval_days: Positive = Field(
        5, description="Working days after which an unanswered proposal lapses."
    )
    evidence_minutes: Count = Field(
        30,
        description="How long to look for proof of a letter whose fate is unknown, "
        "before a person is asked.",
    )
    retry_days: Positive = Field(
        3,
        description="Working days until a letter that came back for what may pass, such "
        "as a full mailbox, is written once more; the second time it is a call.",
    )


class Customers(Table):
    """What is known of customers' mail beforehand."""

    domains: tuple[Domain, ...] = Field(
        (), description="Mail domains of customers, besides their addresses."
    )
