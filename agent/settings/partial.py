"""The few keys that matter when files are only read, all of them optional."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from agent.settings.kinds import Domain, Email, LooseIban, Text


class _Part(BaseModel):
    """Hold some keys of a table; its other keys have no say here."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class PartialFirm(_Part):
    """What reading needs to know of the firm."""

    name: Text = ""
    addresses: tuple[Email, ...] = ()
    ibans: tuple[LooseIban, ...] = ()
    message_id_domain: Domain = ""


class PartialMailbox(_Part):
    """Whose Authentication-Results count."""

    trusted_authserv_ids: tuple[Text, ...] = ()


class PartialCustomers(_Part):
    """Known customers' mail domains."""

    domains: tuple[Domain, ...] = ()


class PartialBank(_Part):
    """Whose notices are believed, beside those on the list shipped."""

    notice_domains: tuple[Domain, ...] = ()


class Partial(_Part):
    """What a configuration says about reading."""

    firm: PartialFirm = PartialFirm()
    mailbox: dict[str, PartialMailbox] = Field({})
    bank: PartialBank = PartialBank()
    customers: PartialCustomers = PartialCustomers()

    @property
    def trusted_authserv_ids(self) -> frozenset[str]:
        """Give every server whose Authentication-Results count."""
        boxes = self.mailbox.values()
        return frozenset(word for box in boxes for word in box.trusted_authserv_ids)
