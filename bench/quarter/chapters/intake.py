"""Intake: invoices and customers from files, each once, and what is to be transferred."""

from __future__ import annotations

from bench.quarter.firm import Debtor, Firm, day, require
from bench.quarter.papers import Body, customers_csv, fattura
from bench.quarter.story import Chapter, Telling, seen
from tests.e2e.files import Owed, invoices_csv

STORIES = Chapter()
_SIMPLE = """<p:FatturaElettronicaSemplificata versione="FSM10"
 xmlns:p="http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.0">
<FatturaElettronicaHeader><DatiTrasmissione/><CedentePrestatore><IdFiscaleIVA><IdPaese>IT</IdPaese>
<IdCodice>01234567897</IdCodice></IdFiscaleIVA><Denominazione>Studio Prova</Denominazione></CedentePrestatore>
<CessionarioCommittente><IdentificativiFiscali><IdFiscaleIVA><IdPaese>IT</IdPaese><IdCodice>02345678904</IdCodice>
</IdFiscaleIVA></IdentificativiFiscali><AltriDatiIdentificativi><Denominazione>Lavanderia Labradorite Snc</Denominazione>
</AltriDatiIdentificativi></CessionarioCommittente></FatturaElettronicaHeader>
<FatturaElettronicaBody><DatiGenerali><DatiGeneraliDocumento><TipoDocumento>TD07</TipoDocumento><Divisa>EUR</Divisa>
<Data>2024-09-20</Data><Numero>S1/2024</Numero></DatiGeneraliDocumento></DatiGenerali>
<DatiBeniServizi><Descrizione>Lavoro</Descrizione><Importo>244.00</Importo><DatiIVA><Imposta>44.00</Imposta></DatiIVA>
</DatiBeniServizi></FatturaElettronicaBody></p:FatturaElettronicaSemplificata>"""


@STORIES.story(
    28, says="FatturaPA: several bodies, instalments, withholding, split VAT"
)
def fatturapa(firm: Firm) -> Telling:
    yield "09-03 09:00"
    issued = day("09-01")
    bodies = [
        Body("P1/2024", issued, 100_000, ((day("10-31"), 122_000),)),
        Body(
            "P2/2024",
            issued,
            200_000,
            tuple((day(on), 122_000) for on in ("10-15", "11-15")),
        ),
        Body("P3/2024", issued, 100_000, (), withheld=20_000),
        Body("P4/2024", issued, 100_000, (), splits_vat=True),
        Body("P5/2024", issued, 10_000, (), kind="TD04"),
    ]
    data = fattura("Molino Magnetite Spa", "02345678912", bodies)
    firm.drop("IT01234567897_P.xml", data)
    firm.drop("semplificata.xml", _SIMPLE.encode())
    yield "09-03 10:30"
    wanted = {
        "P1": 122_000,
        "P2": 244_000,
        "P3": 102_000,
        "P4": 100_000,
        "P5": -12_200,
        "S1": 24_400,
    }
    found = {name: firm.open_of(f"{name}/2024") for name in wanted}
    seen(found == wanted, found)
    firm.drop("lo-stesso.xml", data + b"\n")  # the same documents in another file
    yield "09-03 15:30"
    rows = [one["number"] for one in firm.ask("invoices", "--all")]
    seen(rows.count("P1/2024") == 1, rows)
    firm.do("hold", "--customer", "Molino Magnetite Spa", "--because", "solo prova")
    return f"open: {found}; the same file twice: 1 each"


@STORIES.story(28, says="Invoices as CSV, from the drop folder and by `import`, once")
def tables(firm: Firm) -> Telling:
    yield "09-03 11:00"
    who = firm.person("Nautica Nefrite Srl")
    number, cents = firm.owed(who, "10-30")
    yield "09-03 15:40"
    row = Owed(number, day("10-30"), who.name, who.email, cents)
    again = firm.file("ancora.csv", invoices_csv([row]))
    taken = firm.ask("import", again)["taken"]
    seen((taken["invoices"], taken["known"]) == (0, 1), taken)
    other = Owed("C7/2024", day("11-08"), who.name, who.email)
    taken = firm.ask("import", firm.file("nuova.csv", invoices_csv([other])))["taken"]
    seen(taken["invoices"] == 1, taken)
    seen(firm.open_of(number) == cents, firm.open_of(number))
    return f"{number} by folder, again by import: known; C7/2024 by import"


@STORIES.story(says="Customers' CSV: address, phone, language, register, procedure")
def customers(firm: Firm) -> Telling:
    yield "09-26 09:00"
    who = firm.person("Oleificio Olivina Srl")
    number, _ = firm.owed(Debtor(who.name, "", ""), "09-27")
    titles = "Cliente;Email;Telefono;Lingua;Tono;Procedura"
    firm.drop(
        "clienti.csv",
        customers_csv(titles, f"{who.name};{who.email};+39 06 555;inglese;tu;gentle"),
    )
    yield "09-26 10:30"
    (row,) = firm.ask("customers", "list", who.name)
    told = {key: row[key] for key in ("email", "language", "register", "procedure")}
    wanted = {
        "email": who.email,
        "language": "en",
        "register": "familiar",
        "procedure": "gentle",
    }
    seen(told == wanted, told)
    yield "09-27 15:30"  # gentle: on the due day
    (letter,) = firm.has(who, 1)
    require(letter.text, "invoice", number)
    return f"{told}; letter on the due date in English: {letter.subject!r}"


@STORIES.story(
    47, 34, says="No e-mail: a call on the day of the stage; the PEC is not used"
)
def no_address(firm: Firm) -> Telling:
    yield "09-12 09:00"
    who = firm.person("Pastificio Peridoto Srl")
    body = Body("N1/2024", day("08-15"), 90_000, ((day("09-13"), 109_800),))
    data = fattura(who.name, "02345678920", [body], pec=who.email)
    firm.drop("IT01234567897_N.xml", data)
    yield "09-13 16:00"
    seen(not firm.is_called(who), "a call before the day of the stage")
    yield "09-16 10:30"
    sheet = firm.call_of(who)
    require(sheet["because"], "no e-mail address is known")
    yield "09-17 08:30"
    require(firm.summary().text, who.name)
    yield "10-25 16:00"
    firm.has(who, 0)
    firm.do("call", str(sheet["no"]), "--outcome", "reached", "--note", "paga presto")
    return f"call {sheet['no']} on 09-16: {sheet['because'][:60]}; 0 mails to the PEC"


@STORIES.story(says="Once an address is known, the letters begin; the PDF is enclosed")
def an_address_is_found(firm: Firm) -> Telling:
    yield "10-01 09:00"
    who = firm.person("Quadrifoglio Quarzo Srl")
    number, _ = firm.owed(Debtor(who.name, "", "+39 02 777"), "09-30")
    yield "10-03 16:00"
    sheet = firm.call_of(who)
    firm.do("customers", "edit", who.name, "--email", who.email)
    pdf = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
    firm.drop(f"{number.replace('/', '-')}.pdf", pdf)
    yield "10-04 16:00"
    (letter,) = firm.has(who, 1)
    seen(any(number.split("/")[0] in one for one in letter.attachments), letter)
    return f"call {sheet['no']}, then {letter.at:%m-%d}: encloses {letter.attachments}"
