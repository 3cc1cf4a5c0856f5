"""CII: the Cross Industry Invoice, as in Factur-X, ZUGFeRD 1 and 2, XRechnung.

Source: UN/CEFACT Cross Industry Invoice D16B and D22B, ZUGFeRD 1.0 (its root is
CrossIndustryDocument); by local names, whatever profile is named.
"""

from __future__ import annotations

from agent.errors import Unreadable
from agent.forms.xml import Node, has_element, is_xml, read_xml
from agent.invoices.document import Documents, InvoiceFormat
from agent.invoices.european import NOBODY, Told, plain_vat_id, to_invoice
from agent.model.invoice import Party

_ROOTS = ("CrossIndustryInvoice", "CrossIndustryDocument")
_HEAD_1 = "HeaderExchangedDocument"  # of ZUGFeRD 1; its drafts have other roots
_PRODUCT = "IncludedSupplyChainTradeLineItem/SpecifiedTradeProduct/Name"
_TERMS = "SpecifiedTradePaymentTerms"
_MEANS = "SpecifiedTradeSettlementPaymentMeans"


def _claims(data: bytes, _name: str) -> bool:
    return is_xml(data) and has_element(data, *_ROOTS, _HEAD_1)


def _read(data: bytes, name: str) -> Documents:
    try:
        tree = read_xml(data)
    except Unreadable as error:
        raise Unreadable(f"{name} {error}") from error
    root = next((node for node in tree.walk() if node.name in _ROOTS), tree)
    try:
        return Documents((to_invoice(_told(root)),))
    except Unreadable as error:
        raise Unreadable(
            f"{name} line {root.line}: {error}; ask for a new file"
        ) from error


def _told(root: Node) -> Told:
    document = _first(root, "ExchangedDocument", _HEAD_1)
    trade = _first(
        root, "SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction"
    )
    agreement = _first(
        trade, "ApplicableHeaderTradeAgreement", "ApplicableSupplyChainTradeAgreement"
    )
    settled = _first(
        trade, "ApplicableHeaderTradeSettlement", "ApplicableSupplyChainTradeSettlement"
    )
    sums = _first(
        settled,
        "SpecifiedTradeSettlementHeaderMonetarySummation",
        "SpecifiedTradeSettlementMonetarySummation",
    )
    accounts = settled.every(f"{_MEANS}/PayeePartyCreditorFinancialAccount/IBANID")
    return Told(
        number=document.says("ID"),
        type_code=document.says("TypeCode"),
        issued_on=document.says("IssueDateTime/DateTimeString", "IssueDateTime"),
        currency=settled.says("InvoiceCurrencyCode") or _currency(sums),
        total=sums.says("GrandTotalAmount"),
        due=sums.says("DuePayableAmount"),
        prepaid=sums.says("TotalPrepaidAmount"),
        terms=_terms(settled),
        due_on=tuple(filter(None, map(_due_on, settled.every(_TERMS)))),
        method=settled.says(f"{_MEANS}/TypeCode"),
        seller=_party(agreement.first("SellerTradeParty") or NOBODY),
        buyer=_party(agreement.first("BuyerTradeParty") or NOBODY),
        ibans=tuple(account.text for account in accounts),
        taxable=sums.says("TaxBasisTotalAmount"),
        vat=sums.says("TaxTotalAmount"),
        references=(
            agreement.says("BuyerOrderReferencedDocument/IssuerAssignedID"),
            settled.says("PaymentReference"),
        ),
        related=tuple(
            reference.says("IssuerAssignedID", "ID")
            for reference in settled.every("InvoiceReferencedDocument")
        ),
        words=(
            *(note.text for note in document.every("IncludedNote/Content")),
            *(line.text for line in trade.every(_PRODUCT)),
        ),
    )


def _first(node: Node, *names: str) -> Node:
    return next((found for one in names if (found := node.first(one))), NOBODY)


def _currency(sums: Node) -> str:
    """Give the currency beside an amount, as ZUGFeRD 1 writes it."""
    amounts = (*sums.every("DuePayableAmount"), *sums.every("GrandTotalAmount"))
    return next(filter(None, (a.attributes.get("currencyID", "") for a in amounts)), "")


def _due_on(term: Node) -> str:
    return term.says("DueDateDateTime/DateTimeString", "DueDateDateTime")


def _terms(settled: Node) -> tuple[tuple[str, str], ...]:
    return tuple(
        (_due_on(term), term.says("PartialPaymentAmount"))
        for term in settled.every(_TERMS)
        if term.says("PartialPaymentAmount")
    )


def _party(node: Node) -> Party:
    place = node.first("PostalTradeAddress") or NOBODY
    contact = node.first("DefinedTradeContact") or NOBODY
    return Party(
        name=node.says("Name") or contact.says("PersonName"),
        vat_id=_vat_id(node),
        email=contact.says("EmailURIUniversalCommunication/URIID").lower(),
        phone=contact.says("TelephoneUniversalCommunication/CompleteNumber"),
        street=place.says("LineOne"),
        postcode=place.says("PostcodeCode"),
        city=place.says("CityName"),
        country=place.says("CountryID").upper() or "IT",
    )


def _vat_id(node: Node) -> str:
    """Give the registration of scheme VA; FC is the tax office's number."""
    for registered in node.every("SpecifiedTaxRegistration/ID"):
        if registered.attributes.get("schemeID", "").upper() == "VA":
            return plain_vat_id(registered.text)
    return ""


FORMAT = InvoiceFormat("CII", _claims, _read)
