"""Customers: who owes, and how we write to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["it", "en", "de", "fr", "es"]
Register = Literal["formal", "familiar"]  # lei/Sie/vous or tu/du/tu
ChannelName = Literal["email", "pec"]
# What letters do about the interest of the law: tell of it, ask for it, be silent.
InterestMode = Literal["show", "claim", "waive"]


@dataclass(frozen=True, slots=True)
class Address:
    """An e-mail address of a customer.

    Args:
        confirmed: A person (or the customers' file) named it; letters go only
            to confirmed ones.
        dead_because: Why letters no longer reach it; empty while it works.
    """

    email: str
    confirmed: bool = True
    dead_because: str = ""


@dataclass(frozen=True, slots=True)
class Customer:
    """Hold one customer as the ledger knows him.

    Args:
        no: The short number for people, unique in the firm.
        addresses: The one to write to first; empty = no e-mail known.
        procedure: Name of his procedure; empty = the default one.
        group: Free word by which procedures are chosen; empty = none.
        region: Town or subdivision whose holidays count, as "IT-MI"; empty =
            the country's alone.
        is_consumer: A private person: neutral subjects, no business law.
        pec: His certified address (PEC); empty = none known.
        pec_dead_because: Why letters no longer reach it; empty while it works.
        channel: The way his letters go, whatever their stage; empty = as their
            stages say.
        method: How he pays where a document does not say, as FatturaPA's
            ModalitaPagamento ("MP12" = RiBa); empty = nobody says.
        interest: What his letters do about interest; empty = as the firm's do.
        score_note: What a person says of how he pays: it stands in place of what is
            reckoned; empty = nobody did.
        zone: IANA name of his time zone; empty = his country's.
        answers: The hours in which he answers the phone, by his own clock, as
            "9:00-12:30, 14:30-17:30"; empty = those usual in his country.
        senior: Mail address of a senior person there, who gets copies of the
            stages that say so; empty = none known.
    """

    id: str
    no: int
    name: str
    vat_id: str = ""
    tax_code: str = ""
    addresses: tuple[Address, ...] = ()
    pec: str = ""
    phone: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "IT"
    region: str = ""
    language: Language = "it"
    register: Register = "formal"
    procedure: str = ""
    group: str = ""
    is_consumer: bool = False
    pec_dead_because: str = ""
    channel: ChannelName | Literal[""] = ""
    method: str = ""
    interest: InterestMode | Literal[""] = ""
    score_note: str = ""
    zone: str = ""
    answers: str = ""
    senior: str = ""

    @property
    def write_to(self) -> str:
        """Give the first confirmed address that works; empty if there is none."""
        for address in self.addresses:
            if address.confirmed and not address.dead_because:
                return address.email
        return ""

    def has(self, email: str) -> bool:
        """Tell whether an address is among his confirmed ones, dead or not."""
        mine = {each.email for each in self.addresses if each.confirmed}
        return email.strip().lower() in mine

    def may_get(self, email: str) -> bool:
        """Tell whether letters may go to an address: confirmed, and it works."""
        return any(
            each.email == email.strip().lower()
            for each in self.addresses
            if each.confirmed and not each.dead_because
        )

    @property
    def certified(self) -> str:
        """Give his certified address if it works; empty if there is none."""
        return "" if self.pec_dead_because else self.pec


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """Hold what one row of the operator's customers file says.

    Args:
        line: Its line in the file, for people.
        codes: Customer numbers by which the invoicing program knows him.
        ibans: Accounts he pays from, no blanks.
        vat_id: Country code and number; empty if not said.
        emails: All addresses named, the one to write to first.
        language: Empty if not said; likewise the fields below.
    """

    line: int
    name: str
    vat_id: str = ""
    tax_code: str = ""
    emails: tuple[str, ...] = ()
    pec: str = ""
    phone: str = ""
    language: Language | Literal[""] = ""
    register: Register | Literal[""] = ""
    procedure: str = ""
    group: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    method: str = ""
    codes: tuple[str, ...] = ()
    ibans: tuple[str, ...] = ()
