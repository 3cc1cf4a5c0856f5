"""The whole configuration, and the values of the trade that it gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Self, get_args
from zoneinfo import ZoneInfo

from pydantic import Field, PrivateAttr, SecretStr

from agent.dunning.procedure import PUBLIC_BODY, SHIPPED
from agent.dunning.way import with_pec
from agent.model.customer import Language
from agent.model.letter import Sender
from agent.model.procedure import Closure, OfficeHours, Procedure
from agent.settings import secrets
from agent.settings.firm import (
    WEEKDAYS,
    ClockTable,
    Firm,
    Ledger,
    Log,
    Office,
    Summarised,
    Summary,
)
from agent.settings.intake import Bank, Intake, Residues, Templates
from agent.settings.interest import Interest
from agent.settings.kinds import Name, Table
from agent.settings.mail import Customers, Mailbox, Pec, Sending, Smtp
from agent.settings.reader import Reader
from agent.settings.rules import Dunning, ProcedureTable

_YEARS = range(2020, 2100)  # the years for which yearly days are spelled out


class Settings(Table):
    """Everything a configuration says, checked; paths in it are absolute."""

    firm: Firm
    ledger: Ledger = Ledger()
    mailbox: dict[Name, Mailbox] = Field({}, description=Mailbox.__doc__)
    smtp: Smtp | None = None
    pec: Pec | None = None
    sending: Sending = Sending()
    office: Office = Office()
    dunning: Dunning = Dunning()
    procedure: dict[Name, ProcedureTable] = Field(
        {}, description=ProcedureTable.__doc__
    )
    interest: Interest = Interest()
    summary: Summary = Summary()
    intake: Intake = Intake()
    bank: Bank = Bank()
    residues: Residues = Residues()
    customers: Customers = Customers()
    reader: Reader | None = Field(None, description=Reader.__doc__)
    templates: Templates = Templates()
    clock: ClockTable = ClockTable()
    log: Log = Log()
    _file: Path = PrivateAttr(Path("config.toml"))

    @property
    def file(self) -> Path:
        """Give the file this was read from."""
        return self._file

    @property
    def folder(self) -> Path:
        """Give the folder that relative paths start at."""
        return self._file.parent

    @property
    def zone(self) -> ZoneInfo:
        """Give the firm's own zone."""
        return ZoneInfo(self.firm.zone)

    @property
    def ledger_path(self) -> Path:
        """Give the SQLite file; without meaning where a URL is configured."""
        return self.ledger.path or self.folder / "sollecito.db"

    @property
    def own_addresses(self) -> frozenset[str]:
        """Give every address that is the firm's own, lower case."""
        logins = (box.user for box in self.mailbox.values() if "@" in box.user)
        senders = [self.smtp.from_address] if self.smtp else []
        senders += [self.pec.address] if self.pec else []
        asked = (*self.summary.to, *filter(None, [self.summary.deputy]))
        named = (*self.firm.addresses, *logins, *senders, *asked)
        return frozenset(address.lower() for address in named)

    @property
    def message_id_domain(self) -> str:
        """Give what stands after the @ in the ids of our letters."""
        if self.firm.message_id_domain or not self.smtp:
            return self.firm.message_id_domain or "localhost"
        return self.smtp.from_address.rpartition("@")[2].lower()

    @property
    def sent_mailbox(self) -> str:
        """Name the mailbox that letters are sent from; empty if there is none."""
        own = (
            {self.smtp.from_address.lower(), self.smtp.user.lower()}
            if self.smtp
            else ()
        )
        ordinary = [n for n, box in self.mailbox.items() if box.kind == "ordinary"]
        named = [n for n in ordinary if self.mailbox[n].user.lower() in own]
        return next(iter(named + ordinary), "")

    @property
    def pec_mailbox(self) -> str:
        """Name the mailbox that gets the receipts of certified mail; empty if none."""
        certified = [n for n, box in self.mailbox.items() if box.kind == "pec"]
        named = self.pec.mailbox if self.pec else ""
        return named or next(iter(certified), "")

    @property
    def accounts(self) -> tuple[str, ...]:
        """Give the IBANs whose statements are read."""
        return self.bank.accounts or self.firm.ibans

    @property
    def summary_language(self) -> Language:
        """Give the language the owner reads."""
        own = self.firm.language
        return self.summary.language or (own if own in get_args(Summarised) else "en")

    def sender(self) -> Sender:
        """Give the firm as its letters show it."""
        firm = self.firm
        return Sender(
            name=firm.name,
            email=self.smtp.from_address if self.smtp else "",
            contact=firm.contact,
            phone=firm.phone,
            iban=firm.ibans[0] if firm.ibans else "",
            bank=firm.bank,
            vat_id=firm.vat_id,
            street=firm.street,
            postcode=firm.postcode,
            city=firm.city,
            from_name=self.smtp.from_name if self.smtp else "",
        )

    def procedures(self) -> dict[str, Procedure]:
        """Give every procedure by its name: the shipped ones, then the firm's own."""
        common = self.dunning
        shipped = {name: _with(each, common) for name, each in SHIPPED.items()}
        own = {
            name: table.procedure(name, common)
            for name, table in self.procedure.items()
        }
        return {name: self._with_pec(each) for name, each in (shipped | own).items()}

    def _with_pec(self, procedure: Procedure) -> Procedure:
        if self.pec is None:
            return procedure
        is_public = procedure.name == PUBLIC_BODY.name
        if self.pec.late_stages:
            procedure = with_pec(procedure, is_public=is_public)
        return replace(procedure, has_pec=True)

    def office_hours(self) -> OfficeHours:
        """Give the hours in which letters may leave."""
        return OfficeHours(
            windows=self.office.hours,
            weekdays=frozenset(WEEKDAYS.index(day) for day in self.office.weekdays),
            zone=self.firm.zone,
            half_days=frozenset((day.month, day.day) for day in self.office.half_days),
        )

    def closures(self) -> tuple[Closure, ...]:
        """Give the days on which the firm is shut, yearly ones spelled out."""
        return tuple(
            closure.in_year(year)
            for closure in self.office.closures
            for year in (_YEARS if closure.is_yearly else (closure.since.year,))
        )

    def extra_holidays(self) -> tuple[date, ...]:
        """Give the single days off, yearly ones spelled out."""
        return tuple(
            day.in_year(year)
            for day in self.office.extra_holidays
            for year in ((day.year,) if day.year else _YEARS)
        )

    def with_passing_ledger(self) -> Self:
        """Give the same, but with a ledger in memory that goes with the process."""
        ledger = self.ledger.model_copy(update={"path": Path(":memory:")})
        return self.model_copy(update={"ledger": ledger})

    def ledger_url(self) -> SecretStr:
        """Give the ledger's address for SQLAlchemy.

        Raises:
            ConfigError: The file that holds it cannot be read.
        """
        ledger = self.ledger
        if ledger.url_file:
            return secrets.from_file(ledger.url_file, "ledger.url_file")
        return SecretStr(ledger.url or f"sqlite:///{self.ledger_path}")

    def mailbox_password(self, name: str) -> SecretStr:
        """Give a mailbox's password; empty where no source is named.

        Raises:
            ConfigError: Its source cannot be read, or gives nothing.
        """
        return secrets.password(self.mailbox[name], f"mailbox.{name}", self.folder)

    def smtp_password(self) -> SecretStr:
        """Give the password of the way out; empty where no source is named.

        Raises:
            ConfigError: Its source cannot be read, or gives nothing.
        """
        if not self.smtp:
            return SecretStr("")
        return secrets.password(self.smtp, "smtp", self.folder)

    def pec_password(self) -> SecretStr:
        """Give the password of the way out for certified mail, likewise.

        Raises:
            ConfigError: Its source cannot be read, or gives nothing.
        """
        if not self.pec:
            return SecretStr("")
        return secrets.password(self.pec, "pec", self.folder)

    def reader_key(self) -> SecretStr:
        """Give the key of the second reader, likewise.

        Raises:
            ConfigError: Its source cannot be read, or gives nothing.
        """
        return secrets.key(self.reader, self.folder) if self.reader else SecretStr("")


def _with(shipped: Procedure, common: Dunning) -> Procedure:
    """Apply [dunning] to a shipped procedure, but for what it decides itself."""
    usual = Procedure("", ())
    is_usual = shipped.unconfirmed_days == usual.unconfirmed_days
    return replace(
        shipped,
        minimum=common.minimum,
        unconfirmed_days=common.unconfirmed_days
        if is_usual
        else shipped.unconfirmed_days,
    )
