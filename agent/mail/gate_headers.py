"""Which mails are worth fetching whole, told from their headers alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.forms.document_number import named_in
from agent.mail import gate
from agent.mail.addresses import addresses
from agent.mail.free_domains import FREE
from agent.mail.thread import token_of_address, token_of_id
from agent.model.message import Parts

_RECEIPTS = ("x-ricevuta", "x-trasporto", "x-riferimento-message-id")
_OUR_ADDRESS = frozenset(("to", "delivered-to", "x-original-to", "envelope-to"))
_REPORT = re.compile(r"multipart/report|message/(?:delivery-status|disposition)")


@dataclass(frozen=True, slots=True)
class Known:
    """What makes a mail concern us; all lower case.

    Args:
        customers: Their addresses.
        customer_domains: Theirs, without those that everybody may write from.
        bank_senders: Addresses, or domains, of banks and payment services, and of
            programs that send us our own invoices.
        own_addresses: Ours, without detail.
        message_id_domain: Domain of our letters' Message-IDs.
        open_numbers: Numbers of open documents, as
            `agent.forms.document_number.normal` writes them.
    """

    customers: frozenset[str] = frozenset()
    customer_domains: frozenset[str] = frozenset()
    bank_senders: frozenset[str] = frozenset()
    own_addresses: frozenset[str] = frozenset()
    message_id_domain: str = ""
    open_numbers: frozenset[str] = frozenset()


def concerns(headers: Parts, known: Known) -> str:
    """Give the reason why a mail concerns receivables; empty if it does not.

    Args:
        headers: Parsed from the headers alone.
    """
    return (
        _answers_us(headers, known)
        or _is_receipt(headers)
        or _is_ours(headers, known)
        or _is_of_customer(headers, known)
        or _is_of_bank(headers, known)
        or _names_document(headers, known)
    )


def _answers_us(headers: Parts, known: Known) -> str:
    referred = (*headers.in_reply_to, *headers.references)
    if any(token_of_id(one, known.message_id_domain) for one in referred):
        return "it answers a letter of ours"
    for name, content in headers.headers:
        if (
            "+" in content
            and name in _OUR_ADDRESS
            and any(
                token_of_address(one, known.own_addresses)
                for _, one in addresses(content)
            )
        ):
            return "it came to the address of a letter of ours"
    return ""


def _is_receipt(headers: Parts) -> str:
    if any(headers.header(name) for name in _RECEIPTS):
        return "it is certified mail"
    if _REPORT.match(headers.content_type):
        return "it is a report"
    return gate.sign(headers)


def _is_ours(headers: Parts, known: Known) -> str:
    """Mail of our own: what was sent, and what a colleague forwards."""
    if headers.sender in known.own_addresses:
        return "one of us wrote it"
    domains = {one.rpartition("@")[2] for one in known.own_addresses}
    is_colleague = headers.sender.rpartition("@")[2] in domains - FREE
    return "a colleague wrote it" if is_colleague else ""


def _is_of_customer(headers: Parts, known: Known) -> str:
    for name in ("from", "reply-to", "sender", "to", "cc"):
        for content in headers.all(name):
            for _, one in addresses(content):
                if _belongs(one, known.customers, known.customer_domains):
                    return f"a customer stands in its {name} header"
    return ""


def _is_of_bank(headers: Parts, known: Known) -> str:
    if _belongs(headers.sender, known.bank_senders, known.bank_senders):
        return "a bank or payment service wrote it"
    return ""


def _belongs(address: str, whole: frozenset[str], domains: frozenset[str]) -> bool:
    if address in whole:
        return True
    domain = address.rpartition("@")[2]
    while "." in domain:
        if domain in domains:
            return True
        domain = domain.partition(".")[2]
    return False


def _names_document(headers: Parts, known: Known) -> str:
    named = named_in(headers.subject[:400], known.open_numbers)
    return f"its subject names document {named[0]}" if named else ""
