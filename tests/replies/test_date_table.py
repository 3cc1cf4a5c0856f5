"""Every kind of day people name, in five languages, from Tuesday 12 May 2026."""

from datetime import date

import pytest

from agent.replies.dates import phrases

ANCHOR = date(2026, 5, 12)
# What is meant: first day, last day, and how it is said in it, en, de, fr, es.
TABLE: dict[str, tuple[str, str, tuple[str, str, str, str, str]]] = {
    "a day": (
        "2026-05-13",
        "2026-05-13",
        (
            "pago domani",
            "I pay tomorrow",
            "ich zahle morgen",
            "je paie demain",
            "pago mañana",
        ),
    ),
    "the day after tomorrow": (
        "2026-05-14",
        "2026-05-14",
        (
            "dopodomani",
            "the day after tomorrow",
            "übermorgen",
            "après-demain",
            "pasado mañana",
        ),
    ),
    "a weekday": (
        "2026-05-14",
        "2026-05-14",
        ("pago giovedì", "on Thursday", "am Donnerstag", "jeudi", "el jueves"),
    ),
    "the mail's own weekday is the next one": (
        "2026-05-19",
        "2026-05-19",
        ("pago martedì", "on Tuesday", "am Dienstag", "mardi", "el martes"),
    ),
    "next weekday, near: that of the coming week": (
        "2026-05-22",
        "2026-05-22",
        (
            "venerdì prossimo",
            "next Friday",
            "nächsten Freitag",
            "vendredi prochain",
            "el próximo viernes",
        ),
    ),
    "next weekday, already in the coming week": (
        "2026-05-18",
        "2026-05-18",
        (
            "lunedì prossimo",
            "next Monday",
            "nächsten Montag",
            "lundi prochain",
            "el próximo lunes",
        ),
    ),
    "a bare day number": (
        "2026-05-20",
        "2026-05-20",
        ("pago il 20", "on the 20th", "am 20. zahlen wir", "le 20", "el 20"),
    ),
    "a bare day number of the next month": (
        "2026-06-05",
        "2026-06-05",
        ("pago il 5", "on the 5th", "am 5. zahlen wir", "le 5", "el día 5"),
    ),
    "a date in words": (
        "2026-06-10",
        "2026-06-10",
        ("il 10 giugno", "on 10 June", "am 10. Juni", "le 10 juin", "el 10 de junio"),
    ),
    "a date in figures": (
        "2026-06-10",
        "2026-06-10",
        (
            "il 10/06/2026",
            "on 10/06/2026",
            "am 10.06.2026",
            "le 10/06/2026",
            "el 10/06/2026",
        ),
    ),
    "by a weekday": (
        "2026-05-13",
        "2026-05-15",
        (
            "entro venerdì",
            "by Friday",
            "bis Freitag",
            "d'ici vendredi",
            "antes del viernes",
        ),
    ),
    "by a date": (
        "2026-05-13",
        "2026-05-29",
        (
            "entro il 29 maggio",
            "no later than 29 May",
            "bis zum 29. Mai",
            "au plus tard le 29 mai",
            "hasta el 29 de mayo",
        ),
    ),
    "within days": (
        "2026-05-13",
        "2026-05-22",
        (
            "entro 10 giorni",
            "within 10 days",
            "innerhalb von 10 Tagen",
            "sous 10 jours",
            "en un plazo de 10 días",
        ),
    ),
    "within working days": (
        "2026-05-13",
        "2026-05-19",
        (
            "entro 5 giorni lavorativi",
            "within 5 working days",
            "binnen 5 Werktagen",
            "sous 5 jours ouvrés",
            "en un plazo de 5 días hábiles",
        ),
    ),
    "in some days": (
        "2026-05-22",
        "2026-05-22",
        (
            "tra dieci giorni",
            "in ten days",
            "in zehn Tagen",
            "dans dix jours",
            "dentro de diez días",
        ),
    ),
    "in some weeks": (
        "2026-05-26",
        "2026-05-26",
        (
            "fra due settimane",
            "in two weeks",
            "in zwei Wochen",
            "dans deux semaines",
            "en dos semanas",
        ),
    ),
    "in about some days": (
        "2026-05-20",
        "2026-05-24",
        (
            "tra circa 10 giorni",
            "in about 10 days",
            "in etwa 10 Tagen",
            "dans environ 10 jours",
            "en unos 10 días",
        ),
    ),
    "this week": (
        "2026-05-13",
        "2026-05-17",
        (
            "questa settimana",
            "this week",
            "diese Woche",
            "cette semaine",
            "esta semana",
        ),
    ),
    "next week": (
        "2026-05-18",
        "2026-05-24",
        (
            "la prossima settimana",
            "next week",
            "nächste Woche",
            "la semaine prochaine",
            "la semana que viene",
        ),
    ),
    "the end of next week": (
        "2026-05-24",
        "2026-05-24",
        (
            "a fine della prossima settimana",
            "at the end of next week",
            "Ende nächster Woche",
            "à la fin de la semaine prochaine",
            "a finales de la próxima semana",
        ),
    ),
    "the first week of a month": (
        "2026-06-01",
        "2026-06-07",
        (
            "nella prima settimana di giugno",
            "in the first week of June",
            "in der ersten Juniwoche",
            "la première semaine de juin",
            "la primera semana de junio",
        ),
    ),
    "the beginning of a month": (
        "2026-06-01",
        "2026-06-10",
        (
            "a inizio giugno",
            "early June",
            "Anfang Juni",
            "début juin",
            "a principios de junio",
        ),
    ),
    "the middle of a month": (
        "2026-06-10",
        "2026-06-20",
        (
            "a metà giugno",
            "mid June",
            "Mitte Juni",
            "à la mi-juin",
            "a mediados de junio",
        ),
    ),
    "the second half of a month": (
        "2026-06-16",
        "2026-06-30",
        (
            "nella seconda metà di giugno",
            "in the second half of June",
            "in der zweiten Junihälfte",
            "dans la deuxième moitié de juin",
            "en la segunda quincena de junio",
        ),
    ),
    "the end of this month": (
        "2026-05-25",
        "2026-05-31",
        (
            "a fine mese",
            "at month end",
            "zum Monatsende",
            "en fin de mois",
            "a final de mes",
        ),
    ),
    "the end of a named month": (
        "2026-06-24",
        "2026-06-30",
        ("a fine giugno", "end of June", "Ende Juni", "fin juin", "a finales de junio"),
    ),
    "the end of the quarter": (
        "2026-06-24",
        "2026-06-30",
        (
            "a fine trimestre",
            "at quarter end",
            "zum Quartalsende",
            "en fin de trimestre",
            "a final del trimestre",
        ),
    ),
    "the end of the year": (
        "2026-12-25",
        "2026-12-31",
        (
            "a fine anno",
            "at the end of the year",
            "zum Jahresende",
            "en fin d'année",
            "a final de año",
        ),
    ),
    "by the end of next month": (
        "2026-06-01",
        "2026-06-30",
        (
            "entro la fine del mese prossimo",
            "by the end of next month",
            "bis Ende nächsten Monats",
            "d'ici la fin du mois prochain",
            "antes de final del próximo mes",
        ),
    ),
    "after the quarter": (
        "2026-07-01",
        "2026-07-10",
        (
            "dopo la fine del trimestre",
            "after the end of the quarter",
            "nach Quartalsende",
            "après la fin du trimestre",
            "después del trimestre",
        ),
    ),
    "a certain weekday of a month": (
        "2026-06-02",
        "2026-06-02",
        (
            "il primo martedì di giugno",
            "the first Tuesday of June",
            "am ersten Dienstag im Juni",
            "le premier mardi de juin",
            "el primer martes de junio",
        ),
    ),
    "with a list of payments of a day": (
        "2026-05-15",
        "2026-05-15",
        (
            "con la distinta del 15",
            "with the payment run of the 15th",
            "mit dem Zahllauf vom 15.",
            "avec les virements du 15",
            "en la remesa del 15",
        ),
    ),
}
NO_DAY: dict[str, tuple[str, str, str, str, str]] = {
    "once paid themselves": (
        "appena incassiamo",
        "once our customer pays us",
        "sobald unser Kunde zahlt",
        "dès que nous serons payés",
        "cuando nos paguen",
    ),
    "after the holidays": (
        "dopo le ferie",
        "after the holidays",
        "nach dem Urlaub",
        "après les vacances",
        "después de las vacaciones",
    ),
    "soon": ("presto", "soon", "bald", "bientôt", "pronto"),
    "as soon as possible": (
        "il prima possibile",
        "as soon as possible",
        "so bald wie möglich",
        "dès que possible",
        "lo antes posible",
    ),
    "in the next days": (
        "nei prossimi giorni",
        "in the coming days",
        "in den nächsten Tagen",
        "dans les prochains jours",
        "en los próximos días",
    ),
    "terms of payment": (
        "30 gg d.f.f.m.",
        "30 days net from invoice",
        "30 Tage netto nach Rechnungserhalt",
        "à 30 jours date de facture",
        "a 30 días fecha factura",
    ),
    "terms to the end of the month": (
        "60 giorni fine mese data fattura",
        "60 days end of month",
        "60 Tage ab Rechnungsdatum zum Monatsende",
        "45 jours fin de mois",
        "60 días fin de mes",
    ),
    "an amount": (
        "1.220,00 euro",
        "£1,220.00",
        "1.220,00 Euro",
        "1 220,00 €",
        "1.220,00 €",
    ),
    "a rate": ("il 12 %", "the 12 %", "12 % Skonto", "le 12 %", "el 12 %"),
    "a telephone number": (
        "tel. 02 5512 340",
        "phone 020 5512 340",
        "Tel. 030 5512 340",
        "tél. 01 55 12 34 00",
        "tel. 91 551 12 34",
    ),
    "an invoice's number": (
        "fattura n. 5/12",
        "invoice no. 5/12",
        "Rechnung Nr. 5/12",
        "facture n° 5/12",
        "factura nº 5/12",
    ),
    "a time of day": (
        "alle 15.30",
        "at 15:30",
        "um 15.30 Uhr",
        "à 15h30",
        "a las 15:30",
    ),
    "a while ago": (
        "scaduta da 30 giorni",
        "30 days overdue",
        "seit 30 Tagen fällig",
        "échue depuis 30 jours",
        "vencida desde hace 30 días",
    ),
    "the day gone by": (
        "pagata ieri",
        "paid yesterday",
        "gestern bezahlt",
        "payée hier",
        "pagada ayer",
    ),
    "each month": (
        "300 euro al mese",
        "300 a month",
        "300 im Monat",
        "300 par mois",
        "300 al mes",
    ),
}
LANGUAGES = ("it", "en", "de", "fr", "es")


def days(text: str) -> list[tuple[str, str]]:
    return [(str(one.since), str(one.until)) for one in phrases(text, ANCHOR)]


@pytest.mark.parametrize("row", TABLE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_is_read_in_every_language(row: str, language: str) -> None:
    since, until, said = TABLE[row]

    assert days(said[LANGUAGES.index(language)]) == [(since, until)]


@pytest.mark.parametrize("row", NO_DAY)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_day_is_made_of_what_names_none(row: str, language: str) -> None:
    assert days(NO_DAY[row][LANGUAGES.index(language)]) == []
