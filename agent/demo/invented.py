"""Invented words and numbers: nobody is called so, and the checksums hold."""

from __future__ import annotations

from stdnum import iban as ibans
from stdnum import luhn

# What a customer does, and the form of his company.
TRADES = (
    "Panificio {} S.n.c.",
    "Officina {} S.r.l.",
    "Cantina {} Soc. Agr.",
    "Libreria {} S.a.s.",
    "Studio Dentistico {}",
    "Hotel {} S.r.l.",
    "Falegnameria {} S.n.c.",
    "Agenzia Viaggi {} S.r.l.",
    "Ristorante {} S.a.s.",
    "Farmacia {} S.a.s.",
    "Edilizia {} S.r.l.",
    "Centro Sportivo {} S.S.D.",
    "Pasticceria {} S.n.c.",
    "Immobiliare {} S.r.l.",
    "Cooperativa {} Soc. Coop.",
    "Vivai {} S.S.",
    "Ottica {} S.r.l.",
    "Gelateria {} S.n.c.",
    "Autotrasporti {} S.r.l.",
    "Studio Legale {}",
    "Caseificio {} S.r.l.",
    "Teatro {} Soc. Coop.",
    "Ferramenta {} S.a.s.",
    "Clinica Veterinaria {} S.r.l.",
    "Salumificio {} S.p.A.",
    "Scuola di Musica {}",
    "Ceramiche {} S.r.l.",
    "Birrificio {} S.r.l.",
    "Bagno {} S.n.c.",
    "Arredamenti {} S.r.l.",
    "Frantoio {} S.S.",
    "Profumeria {} S.a.s.",
    "Impianti {} S.r.l.",
    "Galleria {} S.r.l.",
    "Camping {} S.r.l.",
    "Assicurazioni {} S.a.s.",
    "Pescheria {} S.n.c.",
    "Tessuti {} S.p.A.",
    "Acconciature {}",
    "Stampi {} S.r.l.",
)
NAMES = (
    "Valdora",
    "Zafferanti",
    "Belsentiero",
    "Pratocorvo",
    "Cordevani",
    "Solemante",
    "Brumagni",
    "Lunadoro",
    "Fontesalda",
    "Melogranelli",
    "Torrevento",
    "Altafoglia",
    "Ghiandaia",
    "Cortelunga",
    "Rivachiara",
    "Boscopinto",
    "Passolento",
    "Nebbiolina",
    "Lucerniga",
    "Tramontelli",
    "Malvarosa",
    "Stellacorta",
    "Sassogrigio",
    "Selvamora",
    "Granserra",
    "Rondinaia",
    "Terraquieta",
    "Campoluna",
    "Marenella",
    "Pontegrillo",
    "Ripadoro",
    "Fiordispina",
    "Acquafonda",
    "Ventagliani",
    "Ortobello",
    "Corvigno",
    "Piumagrande",
    "Collebasso",
    "Ginestrella",
    "Brezzamare",
)
FIRST_NAMES = (
    "Luisa",
    "Paolo",
    "Giulia",
    "Marco",
    "Elena",
    "Davide",
    "Chiara",
    "Stefano",
    "Irene",
    "Matteo",
    "Silvia",
    "Andrea",
    "Laura",
    "Fabio",
    "Teresa",
    "Nicola",
)
SURNAMES = (
    "Brumagni",
    "Corvetani",
    "Ghiandoni",
    "Lucernighi",
    "Malvaroli",
    "Melograti",
    "Pratesani",
    "Passolenti",
    "Pontegrilli",
    "Rivachiari",
    "Solemanti",
    "Tramontelli",
    "Ventagliani",
    "Zafferanti",
)
STREETS = ("Via dei Tigli", "Via del Mulino", "Piazza Quattro Venti", "Via Lunga")
TOWNS = ("Borgo Ulivella", "Santa Corinna", "Ponte Lucerna", "Castel Brumaio")
GOODS = (
    "Cataloghi a colori, 500 copie",
    "Biglietti da visita, 1.000 pezzi",
    "Volantini A5, 5.000 copie",
    "Etichette adesive in bobina",
    "Manifesti 70x100, 50 copie",
    "Menu plastificati, 40 pezzi",
    "Cartelline con stampa a caldo",
    "Libretto d'istruzioni, 300 copie",
    "Buste e carta intestata",
    "Calendari da parete, 200 copie",
)

_ODD = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)  # ISO 13616 registry, Italy: the CIN
_LETTERS = 26
_NO_BANK = "9" * 10  # no bank and no branch have this number


def vat_id(nth: int) -> str:
    """Give an Italian VAT number, country included, of a tax office nobody has.

    Source: D.M. 23 December 1976, the eleventh figure is a Luhn check digit.
    """
    digits = f"{9_900_000 + nth:07}999"
    return f"IT{digits}{luhn.calc_check_digit(digits)}"


def iban(nth: int) -> str:
    """Give an Italian IBAN whose CIN and check digits hold, at a bank nobody has."""
    digits = f"{_NO_BANK}{nth:012}"
    bban = f"{cin(digits)}{digits}"
    return f"IT{ibans.calc_check_digits(f'IT00{bban}')}{bban}"


def cin(digits: str) -> str:
    """Give the check letter of an Italian account: ABI, CAB and number, 22 figures."""
    figures = [int(digit) for digit in digits]
    total = sum(map(_ODD.__getitem__, figures[::2])) + sum(figures[1::2])
    return chr(ord("A") + total % _LETTERS)
