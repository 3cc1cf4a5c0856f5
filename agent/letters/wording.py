"""Wording: the words that a plain letter of each language does without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from agent.letters.ease import Ease, amstad, flesch, gulpease, kandel_moles, szigriszt
from agent.model.customer import Language


@dataclass(frozen=True, slots=True)
class Wording:
    """What is plain in one language.

    Args:
        least_ease: Below it the text is not plain.
        threats, irony, requests: Words, as regular expressions.
        owing: Words that tell a debt to whoever sees the screen.
        paying: Those that do so in a subject.
    """

    ease: Ease
    least_ease: float
    threats: str
    irony: str
    requests: str
    owing: str
    paying: str


_ITALIAN = Wording(
    ease=gulpease,
    least_ease=60,
    threats=r"avvocat\w+|legal\w+|tribunal\w+|giudic\w+|ingiun\w+|pignor\w+|diffid\w+"
    r"|mess[ao] in mora|conseguenz\w+|costrett\w+|recupero crediti|provvediment\w+"
    r"|interessi di mora|intim\w+|esig\w+|pretend\w+|immediat\w+|improrogabil\w+",
    irony=r"ancora una volta|come al solito|evidentemente|ovviamente|a quanto pare"
    r"|guarda caso|magari|finalmente|vi degn\w+|si degn\w+",
    requests=r"chied\w+|pregh\w+|prego|esort\w+|sollecit\w+|invit\w+",
    owing=r"debit\w+|insolut\w+|scadut\w+|mora|moros\w+|sollecit\w+|recupero"
    r"|mancat\w+|arretrat\w+|non ci risulta",
    paying=r"pagament\w+",
)
_ENGLISH = Wording(
    ease=flesch,
    least_ease=60,
    threats=r"lawyers?|attorneys?|solicitors?|court|legal\w*|sue|lawsuit|consequences"
    r"|forced to|debt collect\w+|collection agency|bailiffs?|enforce\w*|immediately"
    r"|demand\w*|final warning|default(?:ed|ing)?",
    irony=r"once again|as usual|obviously|evidently|apparently|at long last|surely"
    r"|yet again|finally",
    requests=r"please|ask|asks|urge|request you|require you",
    owing=r"debts?|overdue|arrears|outstanding|unpaid|reminder|collection|late"
    r"|not (?:yet )?reached us",
    paying=r"payments?",
)
_GERMAN = Wording(
    ease=amstad,
    least_ease=55,
    threats=r"(?:rechts)?anw[aä]lt\w*|gericht(?:s\w*|lich\w*)?|klag(?:e|en)"
    r"|mahn(?:bescheid|verfahren|kosten|gebühr)\w*|inkasso\w*|vollstreck\w+|pfänd\w+"
    r"|verzugs?\w*|konsequenz\w*|gezwungen|unverzüglich\w*|umgehend\w*|sofort\w*"
    r"|letztmal\w*|androh\w*|rechtlich\w*|rechtsweg\w*|ultimat\w*",
    irony=r"schon wieder|wie üblich|wie immer|offensichtlich\w*|offenbar|anscheinend"
    r"|endlich|wohl kaum|bekanntlich|natürlich",
    requests=r"bitt(?:e|en|et)|ersuch\w*|fordern|auffordern|verlangen",
    owing=r"\w*schuld\w*|überfällig\w*|rückst[aä]nd\w*|mahn\w*|\w*erinnerung\w*"
    r"|ausstehend\w*|unbezahlt\w*|säumig\w*|verzug\w*|offene[nrs]?"
    r"|(?:noch )?nicht eingegangen",
    paying=r"\w*zahlung\w*",
)
_FRENCH = Wording(
    ease=kandel_moles,
    least_ease=60,
    threats=r"avocat\w*|huissier\w*|tribuna\w+|justice|juridique\w*|judiciaire\w*"
    r"|poursui\w+|contentieux|recouvrement|mise en demeure|pénalités?|saisi[er]\w*"
    r"|conséquence\w*|contraints?|obligés?|immédiat\w*|impérati\w+|sans délai"
    r"|exig\w+|somm(?:er|ons)|dernier avertissement",
    irony=r"une fois de plus|encore une fois|comme d[’']habitude|évidemment"
    r"|apparemment|visiblement|bien entendu|enfin|daign\w+|sans doute",
    requests=r"pri(?:ons|e)|demandons|(?:vous|te) demande|merci de (?:faire|nous faire|régler|payer)"
    r"|veuill\w+|invit(?:ons|e)|remercions de (?:faire|régler|payer)",
    owing=r"dettes?|débit\w*|impayé\w*|relanc\w+|rappel\w*|retards?|arriéré\w*|échue?s?"
    r"|recouvrement|manquant\w*|(?:pas encore|n[’']est pas) parvenu\w*",
    paying=r"paiements?|règlements?",
)
_SPANISH = Wording(
    ease=szigriszt,
    least_ease=55,
    threats=r"abogad\w+|juzgad\w+|tribunal\w*|judicial\w*|demanda\w*|embarg\w+|legal\w*"
    r"|burofax|consecuencias?|obligad\w+|inmediat\w+|exig\w+|intereses de demora"
    r"|requerimiento\w*|ejecutiv\w+|recobro\w*|último aviso|sin demora",
    irony=r"otra vez|una vez más|como siempre|como de costumbre|evidentemente"
    r"|obviamente|al parecer|por lo visto|por fin|dign\w+|faltaría más",
    requests=r"ped(?:imos|ir\w*)|pid[eo]\w*|rog(?:amos|ar\w*)|rueg\w+|por favor"
    r"|solicit(?:amos|ar\w*)|inst(?:amos|ar\w*)",
    owing=r"deud\w+|impagad\w+|vencid\w+|mora|moros\w+|atras\w+|retras\w+|pendientes?"
    r"|recordatorio\w*|reclam\w+|cobros?|(?:todavía )?no nos consta",
    paying=r"pagos?",
)
WORDINGS: Mapping[Language, Wording] = MappingProxyType(
    {
        "it": _ITALIAN,
        "en": _ENGLISH,
        "de": _GERMAN,
        "fr": _FRENCH,
        "es": _SPANISH,
    }
)
