"""FatturaPA: the Italian electronic invoice, ordinary and simplified.

Source: Specifiche tecniche FatturaPA 1.0 to 1.2.3 and the simplified form 1.0
(Agenzia delle Entrate), read by local names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from agent.errors import Unreadable
from agent.forms.amount import number
from agent.forms.day import day
from agent.forms.xml import Node, has_element, is_xml, read_xml
from agent.invoices.document import Documents, InvoiceFormat
from agent.invoices.fatturapa_parties import buyer_of, seller_of
from agent.invoices.proforma import proformas_named
from agent.invoices.transfer import Stated, to_transfer
from agent.model.invoice import Basis, DocumentKind, Instalment, Invoice
from agent.model.money import Money

_ROOTS = ("FatturaElettronica", "FatturaElettronicaSemplificata")
_CREDIT_NOTES = ("TD04", "TD08")
# The buyer, or we ourselves, issue these: nobody owes anything for them.
_SELF_BILLED = re.compile(r"TD(?:1[6-9]|2[0-3789])")
_GENERAL = "DatiGenerali/DatiGeneraliDocumento"
_SUMMARY = "DatiBeniServizi/DatiRiepilogo"
_PAYMENT = "DatiPagamento/DettaglioPagamento"


def _claims(data: bytes, _name: str) -> bool:
    return is_xml(data) and has_element(data, *_ROOTS)


def _read(data: bytes, name: str) -> Documents:
    try:
        tree = read_xml(data)
    except Unreadable as error:
        raise Unreadable(f"{name} {error}") from error
    root = next((node for node in tree.walk() if node.name in _ROOTS), tree)
    header = root.first("FatturaElettronicaHeader")
    if header is None:
        raise Unreadable(f"{name}: a FatturaPA without FatturaElettronicaHeader")
    invoices, problems = [], []
    for body in root.every("FatturaElettronicaBody"):
        try:
            invoices.append(_invoice(header, body))
        except Unreadable as error:
            problems.append(f"{name} line {body.line}: {error}; ask for a new file")
    notes = () if invoices or problems else (f"{name}: it holds no document",)
    return Documents(tuple(invoices), tuple(problems), notes)


def _invoice(header: Node, body: Node) -> Invoice:
    general = body.first(_GENERAL)
    if general is None or not general.says("Numero"):
        raise Unreadable("the document has no number")
    written = general.says("TipoDocumento")
    kind: DocumentKind = "credit_note" if written in _CREDIT_NOTES else "invoice"
    issued_on = day(general.says("Data"))
    currency = general.says("Divisa").upper() or "EUR"
    stated = tuple(_stated(body, issued_on, currency))
    total, remarks = _total(body, general, stated, currency)
    split_vat = _sum((summary.says("Imposta") for summary in _split(body)), currency)
    withheld = _sum(_texts(general, "DatiRitenuta/ImportoRitenuta"), currency)
    transfer = to_transfer(stated, total, withheld, split_vat)
    remarks += transfer.remarks
    is_self_billed = bool(_SELF_BILLED.fullmatch(written))
    if is_self_billed:
        remarks += (f"a self-billed document ({written}): nobody owes it",)
    turned = kind == "credit_note" and total.cents > 0

    def signed(instalments: Iterable[Instalment]) -> tuple[Instalment, ...]:
        return tuple(
            replace(one, amount=-one.amount) if turned else one for one in instalments
        )

    return Invoice(
        number=general.says("Numero"),
        issued_on=issued_on,
        kind=kind,
        total=-total if turned else total,
        instalments=signed(transfer.instalments),
        seller=seller_of(header),
        buyer=buyer_of(header),
        ibans=_ibans(body),
        remarks=remarks,
        needs_review=transfer.needs_review or is_self_billed,
        proformas=proformas_named(_words(body)) if kind == "invoice" else (),
        related=tuple(_texts(body, "DatiGenerali/DatiFattureCollegate/IdDocumento")),
        basis=Basis() if kind == "credit_note" else _basis(body, withheld, split_vat),
        references=_references(body),
        other_ways=signed(transfer.other_ways),
    )


def _words(body: Node) -> Iterator[str]:
    for path in (f"{_GENERAL}/Causale", "DatiBeniServizi/DettaglioLinee/Descrizione"):
        yield from _texts(body, path)


def _basis(body: Node, withheld: Money, split_vat: Money) -> Basis:
    """Add up what the document's amount is made of; nothing where it does not say."""
    currency = withheld.currency
    taxable = _sum(_texts(body, f"{_SUMMARY}/ImponibileImporto"), currency)
    vat = _sum(_texts(body, f"{_SUMMARY}/Imposta"), currency)
    return Basis(taxable.cents, vat.cents - split_vat.cents, withheld.cents)


def _references(body: Node) -> tuple[str, ...]:
    """Give what a payer may name it by: his order, CIG, CUP, the payment's code."""
    related = (
        text
        for group in ("DatiOrdineAcquisto", "DatiContratto", "DatiConvenzione")
        for field in ("IdDocumento", "CodiceCIG", "CodiceCUP")
        for text in _texts(body, f"DatiGenerali/{group}/{field}")
    )
    codes = _texts(body, f"{_PAYMENT}/CodicePagamento")
    return tuple(dict.fromkeys((*related, *codes)))


def _stated(body: Node, issued_on: date, currency: str) -> Iterator[Stated]:
    for detail in body.every(_PAYMENT):
        written = detail.says("ImportoPagamento")
        yield Stated(
            due_on=_due_on(detail, issued_on),
            amount=Money.of(number(written), currency) if written else None,
            method=detail.says("ModalitaPagamento"),
        )


def _due_on(detail: Node, issued_on: date) -> date | None:
    """Read the due date, or count the days of the terms from their start."""
    if written := detail.says("DataScadenzaPagamento"):
        return day(written)
    days = detail.says("GiorniTerminiPagamento")
    if not days.isdecimal() or len(days) > len("999"):
        return None
    start = detail.says("DataRiferimentoTerminiPagamento")
    return (day(start) if start else issued_on) + timedelta(days=int(days))


def _total(
    body: Node, general: Node, stated: tuple[Stated, ...], currency: str
) -> tuple[Money, tuple[str, ...]]:
    """Take the document's total, else add up its summary, else its instalments."""
    if written := general.says("ImportoTotaleDocumento"):
        return Money.of(number(written), currency), ()
    goods = body.every("DatiBeniServizi")
    parts = [*_texts(body, f"{_SUMMARY}/ImponibileImporto")]
    parts += _texts(body, f"{_SUMMARY}/Imposta")
    if parts:
        parts += _texts(general, "Arrotondamento")
    else:  # the simplified form: amounts with the tax in them
        parts = [text for item in goods for text in _texts(item, "Importo")]
    if parts:
        return _sum(parts, currency), ("its total is derived from its summary",)
    amounts = [item.amount for item in stated if item.amount is not None]
    if not amounts:
        raise Unreadable("the document states no amount at all")
    cents = sum(amount.cents for amount in amounts)
    return Money(cents, currency), ("its total is taken from its instalments",)


def _split(body: Node) -> Iterator[Node]:
    """Give the summaries whose VAT the buyer pays to the state (split payment)."""
    for summary in body.every(_SUMMARY):
        if summary.says("EsigibilitaIVA").upper() == "S":
            yield summary


def _texts(node: Node, path: str) -> Iterator[str]:
    return (found.text for found in node.every(path) if found.text)


def _sum(texts: Iterator[str] | list[str], currency: str) -> Money:
    return Money.of(sum(map(number, texts), Decimal(0)), currency)


def _ibans(body: Node) -> tuple[str, ...]:
    written = _texts(body, f"{_PAYMENT}/IBAN")
    return tuple(dict.fromkeys(text.replace(" ", "").upper() for text in written))


FORMAT = InvoiceFormat("FatturaPA", _claims, _read)
