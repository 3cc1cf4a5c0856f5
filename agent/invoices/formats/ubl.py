"""UBL: invoices and credit notes of the Universal Business Language, all profiles.

Source: OASIS UBL 2.1, Invoice-2 and CreditNote-2; EN 16931 bindings; by local names.
"""

from __future__ import annotations

import re

from agent.errors import Unreadable
from agent.forms.xml import Node, has_element, is_xml, read_xml
from agent.invoices.document import Documents, InvoiceFormat
from agent.invoices.european import NOBODY, Told, plain_vat_id, to_invoice
from agent.model.invoice import Party

_ROOTS = ("Invoice", "CreditNote")
_NAMESPACE = re.compile(rb"oasis:names:(?:specification|tc):ubl:", re.I)
_BEGINNING = 64 * 1024
_WORDS = (
    "Note",
    "InvoiceLine/Note",
    "InvoiceLine/Item/Name",
    "InvoiceLine/Item/Description",
)
_SUMS = ("LegalMonetaryTotal", "RequestedMonetaryTotal")


def _claims(data: bytes, _name: str) -> bool:
    if not is_xml(data) or not has_element(data, *_ROOTS):
        return False
    return bool(_NAMESPACE.search(data[:_BEGINNING].replace(b"\0", b"")))


def _read(data: bytes, name: str) -> Documents:
    try:
        tree = read_xml(data)
    except Unreadable as error:
        raise Unreadable(f"{name} {error}") from error
    roots = [node for node in tree.walk() if _is_document(node)]
    if not roots:
        raise Unreadable(f"{name}: a UBL file that holds no invoice")
    invoices, problems = [], []
    for root in roots:
        try:
            invoices.append(to_invoice(_told(root)))
        except Unreadable as error:
            problems.append(f"{name} line {root.line}: {error}; ask for a new file")
    return Documents(tuple(invoices), tuple(problems))


def _is_document(node: Node) -> bool:
    return node.name in _ROOTS and any(child.name == "ID" for child in node.children)


def _told(root: Node) -> Told:
    sums = next((found for one in _SUMS if (found := root.first(one))), NOBODY)
    payable = sums.first("PayableAmount") or NOBODY
    accounts = root.every("PaymentMeans/PayeeFinancialAccount/ID")
    return Told(
        number=root.says("ID"),
        type_code=root.says("InvoiceTypeCode", "CreditNoteTypeCode"),
        is_credit_note=root.name == "CreditNote",
        issued_on=root.says("IssueDate"),
        currency=root.says("DocumentCurrencyCode")
        or payable.attributes.get("currencyID", ""),
        total=sums.says("TaxInclusiveAmount"),
        due=payable.text,
        prepaid=sums.says("PrepaidAmount"),
        terms=_terms(root),
        due_on=_due_dates(root),
        method=root.says("PaymentMeans/PaymentMeansCode"),
        seller=_party(root.first("AccountingSupplierParty/Party") or NOBODY),
        buyer=_party(root.first("AccountingCustomerParty/Party") or NOBODY),
        ibans=tuple(account.text for account in accounts),
        taxable=sums.says("TaxExclusiveAmount"),
        vat=root.says("TaxTotal/TaxAmount"),
        references=(
            root.says("OrderReference/ID"),
            root.says("PaymentMeans/PaymentID"),
        ),
        related=tuple(
            node.text
            for node in root.every("BillingReference/InvoiceDocumentReference/ID")
        ),
        words=tuple(node.text for path in _WORDS for node in root.every(path)),
    )


def _due_dates(root: Node) -> tuple[str, ...]:
    """Give the due date of the document, else those of its means and terms."""
    for path in (
        "DueDate",
        "PaymentMeans/PaymentDueDate",
        "PaymentTerms/PaymentDueDate",
    ):
        if found := tuple(node.text for node in root.every(path) if node.text):
            return found
    return ()


def _terms(root: Node) -> tuple[tuple[str, str], ...]:
    return tuple(
        (term.says("InstallmentDueDate", "PaymentDueDate"), term.says("Amount"))
        for term in root.every("PaymentTerms")
        if term.says("Amount")
    )


def _party(node: Node) -> Party:
    place = node.first("PostalAddress") or NOBODY
    street = f"{place.says('StreetName')} {place.says('BuildingNumber')}"
    person = f"{node.says('Person/FirstName')} {node.says('Person/FamilyName')}"
    return Party(
        name=node.says("PartyLegalEntity/RegistrationName", "PartyName/Name")
        or person.strip(),
        vat_id=_vat_id(node),
        email=node.says("Contact/ElectronicMail").lower(),
        phone=node.says("Contact/Telephone"),
        street=street.strip(),
        postcode=place.says("PostalZone"),
        city=place.says("CityName"),
        country=place.says("Country/IdentificationCode").upper() or "IT",
    )


def _vat_id(node: Node) -> str:
    """Give the number of the VAT scheme; other tax numbers are none."""
    for scheme in node.every("PartyTaxScheme"):
        if scheme.says("TaxScheme/ID").upper() == "VAT":
            return plain_vat_id(scheme.says("CompanyID"))
    return ""


FORMAT = InvoiceFormat("UBL", _claims, _read)
