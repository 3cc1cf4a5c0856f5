"""Names of payers: one normal form, and how far two names agree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

# Letters that Unicode does not take apart into a base letter and an accent.
_PLAIN = str.maketrans({"Ø": "O", "Ł": "L", "Đ": "D", "Æ": "AE", "Œ": "OE"})
_APOSTROPHES = re.compile(r"['’‘`´]")
_DOTTED = re.compile(r"(?<=\b[A-Z])\.\s?(?=[A-Z]\b)")
_ELIDED = re.compile(r"\b([DL]) (?=[A-Z]{3})")
_LETTERS = re.compile(r"\b[A-Z](?: [A-Z]\b)+")
_WORDS = re.compile(r"[A-Z]+|\d+")
_BETWEEN = re.compile(r"[^A-Z0-9]+")
_SIGNS = re.compile(r"[^A-Z0-9 ]+")
_BROTHERS = re.compile(r"\bF\.\s?LLI\b")
_DOUBLE = re.compile(r"([A-Z])\1")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FORMS = _listed(
    "SRL SRLS SPA SNC SAS SAPA SS SCARL SCRL SCPA COOP SOCCOOP "
    "GMBH AG KG KGAA UG OHG GBR EK SE SARL EURL SASU SA SCI SCOP "
    "SL SLU SLL SLNE SAU SCP LTD PLC LLC LLP INC CORP BV NV OY OYJ AB APS AS"
)
_FORM_WORDS = _listed(
    "SOC SOCIETA COOPERATIVA UNIPERSONALE UNIP SOCIO UNICO ONLUS ASD SSD EV MBH "
    "HAFTUNGSBESCHRANKT LIMITED COMPANY SOCIETE SOCIEDAD LIMITADA ANONIMA"
)
_TITLES = _listed(
    "DOTT DOTTSSA DOTTORE DR DRSSA ING AVV ARCH GEOM RAG PROF PROFSSA SIG SIGRA "
    "SIGNOR SIGNORA SPETT SPETTLE MR MRS MS HERR FRAU MME MONSIEUR MADAME DON DONA"
)
_SMALL = _listed(
    "DI DE DA DEL DELLA DELLO DEI DEGLI DELLE DES DU E ED ET AND UND Y C EC CO "
    "LA IL LO LE THE OF FOR DER DIE DAS N NR NO"
)
_PUBLIC = _listed(
    "COMUNE PROVINCIA REGIONE MINISTERO PREFETTURA QUESTURA TRIBUNALE ASL AUSL USL ASP "
    "ASST ATS OSPEDALE OSPEDALIERA SANITARIA UNIVERSITA POLITECNICO ISTITUTO LICEO "
    "SCUOLA ORDINE CAMERA ENTE AGENZIA AUTORITA INPS INAIL"
)
# They pay for everybody: an account or a name of theirs tells nobody.
_SERVICES = _listed(
    "FACTOR FACTORING FACTORIT LEASING PAYPAL STRIPE SATISPAY NEXI SUMUP ADYEN KLARNA "
    "MOLLIE WORLDLINE WISE PAYMENT PAYMENTS PAGAMENTI BANCA BANCO BANK BANQUE SPARKASSE "
    "TESORERIA FIDUCIARIA"
)
_SAYING_NOTHING = _FORMS | _FORM_WORDS | _TITLES | _SMALL
_SAME_WORD = {"FLLI": "FRATELLI", "GEBR": "GEBRUDER"}

_SHORT = 5
_LONG = 7  # letters of a word in which two swapped make no other name
_ENOUGH_LETTERS = 8
# Banks cut names at 27, 35 or 70 characters.
_CUT_AT = 25
_SHORTEST_CUT = 3
# Some cut at 20: so short a name was cut where it ends inside a word of the whole, or
# behind its legal form, among the partners.
_CUT_INSIDE_AT = 20
_MOST_BLEMISHES = 1  # words of a name that are but alike


class Agreement(IntEnum):
    """How far two names agree, least first."""

    NONE = 0
    LIKE = 1  # the same but for a letter, which may make it another's name
    PART = 2  # all words of the shorter one stand in the other
    CLOSE = 3  # the same but for two letters swapped, a cut end or the legal form
    SAME = 4  # the same words
    EXACT = 5  # and the same legal form
    WRITTEN = 6  # and in the same order, with the same title


def fold(text: str) -> str:
    """Give capitals without accents; punctuation and blanks stay."""
    if text.isascii():
        return text.upper()
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(each for each in apart if not unicodedata.combining(each))
    return plain.upper().translate(_PLAIN)


@lru_cache(maxsize=20_000)
def name_words(name: str) -> tuple[str, ...]:
    """Give the words that tell a name from others, in the order written.

    Legal forms, titles and small words fall away; a name of nothing else is
    kept whole. German and plain spellings of an umlaut become one.
    """
    words = _all_words(name)
    telling = [word for word in words if not _says_nothing(word)]
    if (
        len(name) >= _CUT_AT
        and len(telling) >= _SHORTEST_CUT
        and _may_be_form(telling[-1])
    ):
        telling.pop()
    return tuple(_one_spelling(word) for word in telling or words)


@lru_cache(maxsize=20_000)
def word_set(name: str) -> frozenset[str]:
    """Give the words that tell a name from others, each once."""
    return frozenset(name_words(name))


def are_kin(one: Set[str], other: Set[str]) -> bool:
    """Tell whether half of the words of one name stand in another, as sisters' do."""
    return 2 * len(one & other) >= max(1, min(len(one), len(other)))


@lru_cache(maxsize=20_000)
def legal_form(name: str) -> str:
    """Give the legal form a name states, such as "SRL"; empty if none."""
    words = _all_words(name)
    if "SOC" in words or "SOCCOOP" in words:
        return "COOP"
    return next((word for word in reversed(words) if word in _FORMS), "")


@lru_cache(maxsize=20_000)
def is_public(name: str) -> bool:
    """Tell whether a name is that of a public body, which pays VAT to the state.

    Source: d.P.R. 633/1972 art. 17-ter. A company of its own form is none, though
    some that are listed or publicly owned do the same.
    """
    words = frozenset(_all_words(name))
    return bool(words & _PUBLIC) and not words & _FORMS


def is_service(name: str) -> bool:
    """Tell whether a name is that of who pays for others: a bank, a factor, a service."""
    return not _SERVICES.isdisjoint(word_set(name))


def payer_key(name: str) -> str:
    """Give the normal form of a payer's name; the order of words is forgotten.

    Returns:
        Empty for a name without letters or digits.
    """
    return " ".join(sorted(name_words(name)))


@lru_cache(maxsize=50_000)
def agreement(one: str, other: str) -> Agreement:
    """Tell how far two names agree.

    Two different numbers ("n. 3" and "n. 4") are two shops of one chain.
    """
    left, right = _spelling(one), _spelling(other)
    if not left.words or not right.words:
        return Agreement.NONE
    if left.in_order == right.in_order or left.in_one == right.in_one:
        if _is_as_titled(one, other):
            return Agreement.WRITTEN
        return _same_words(legal_form(one), legal_form(other))
    if left.letters == right.letters:
        return Agreement.SAME  # a blank was lost
    is_cut_inside = min(len(one), len(other)) >= _CUT_INSIDE_AT
    is_cut_off = is_cut_inside and _is_cut_off(left.written, right.written)
    if is_cut_off or _lost_letters(one, other) or _lost_letters(other, one):
        return Agreement.CLOSE
    if left.numbers and right.numbers and left.numbers != right.numbers:
        return Agreement.NONE
    was_cut = min(len(one), len(other)) >= _CUT_AT
    is_longer = (len(left.words), left.words) > (len(right.words), right.words)
    few, many = (right, left) if is_longer else (left, right)
    # Most who are looked at share one word of several.
    if len(few.once - many.once) > _MOST_BLEMISHES:
        return Agreement.NONE
    return _compare(few.words, many.words, was_cut=was_cut)


def _is_cut_off(one: str, other: str) -> bool:
    """Tell whether one name as written is the other, cut off."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if not long.startswith(short) or short[-1].isdigit():
        return False  # "N. 1" is not "N. 12" cut off
    rest = long[len(short) :]
    return rest[:1].isalpha() or (rest.startswith(" ") and bool(legal_form(short)))


def _lost_letters(name: str, other: str) -> bool:
    """Tell whether a bank that knows no accents left out the letters that have one.

    Or wrote one S where we have two.

    Source: EPC217-08, conversion table: "ß" becomes "s".
    """
    if name.isascii():
        return False
    kept = "".join(each for each in name if each.isascii())
    written = (sorted(name_words(each)) for each in (kept, name.replace("ß", "s")))
    return sorted(name_words(other)) in written


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A name taken apart, to be compared.

    Args:
        words: As `name_words` gives them; `in_one` without blanks between.
        written: All of it, without signs; `letters` without blanks, too.
    """

    words: tuple[str, ...]
    once: frozenset[str]
    in_order: tuple[str, ...]
    in_one: str
    numbers: frozenset[str]
    written: str
    letters: str


@lru_cache(maxsize=20_000)
def _spelling(name: str) -> _Spelling:
    words = name_words(name)
    numbers = frozenset(word for word in words if word.isdigit())
    written = _SIGNS.sub("", fold(name)).split()
    return _Spelling(
        words,
        frozenset(words),
        tuple(sorted(words)),
        "".join(words),
        numbers,
        " ".join(written),
        "".join(written),
    )


def _is_as_titled(one: str, other: str) -> bool:
    """Tell whether two names agree in order, form and title, and state one of them.

    Banks and payers turn a bare name round, not what is written in full.
    """
    titles = {word for word in _all_words(one) if word in _TITLES}
    is_full = bool(titles or legal_form(one)) and legal_form(one) == legal_form(other)
    return is_full and _in_order(one) == _in_order(other)


def _in_order(name: str) -> tuple[str, ...]:
    forms = _FORMS | _FORM_WORDS | _SMALL
    words = (word for word in _all_words(name) if word not in forms)
    return tuple(map(_one_spelling, words))


def _same_words(form: str, other: str) -> Agreement:
    # Rossi S.r.l. and Rossi S.a.s. may be sisters of one family.
    if form and other:
        return Agreement.EXACT if form == other else Agreement.CLOSE
    return Agreement.SAME if form or other else Agreement.EXACT


def _compare(
    few: tuple[str, ...], many: tuple[str, ...], *, was_cut: bool
) -> Agreement:
    rest = list(many)
    blemishes, is_slip = 0, True
    for word in few:
        if word in rest:
            rest.remove(word)
            continue
        like = next(
            (each for each in rest if _is_like(word, each, was_cut=was_cut)), ""
        )
        if not like:
            return Agreement.NONE
        rest.remove(like)
        blemishes += 1
        is_cut = was_cut and (word.startswith(like) or like.startswith(word))
        is_slip = is_cut or _is_no_other_name(word, like)
    says_enough = sum(map(len, few)) >= _ENOUGH_LETTERS
    if blemishes > _MOST_BLEMISHES or (rest and not says_enough):
        return Agreement.NONE
    if not is_slip:
        return Agreement.LIKE
    return Agreement.PART if rest else Agreement.CLOSE


def _is_like(word: str, other: str, *, was_cut: bool) -> bool:
    short, long = (word, other) if len(word) <= len(other) else (other, word)
    if short.isdigit() or len(short) < _SHORTEST_CUT:
        return False
    return _is_typo(short, long) or (was_cut and long.startswith(short))


def _is_typo(short: str, long: str) -> bool:
    # FRANCESCO and FRANCESCA are two people: the last letter must agree. So are LUCA
    # and LUCIA: a short word may have lost but one of two equal letters.
    if short[-1] != long[-1]:
        return False
    if len(short) < _SHORT:
        return len(long) >= _SHORT and _single(short) == _single(long)
    return OSA.distance(short, long, score_cutoff=1) <= 1


def _is_no_other_name(word: str, like: str) -> bool:
    """Tell a slip for sure: two letters of a long word are swapped.

    Any other letter may make it the name of somebody else: MARTA and MARITA are two
    people, LORENZINI and LORENZONI, BASSANI and CASSANI, CASTELLI and CASELLI,
    CAPPELLI and CAPELLI are two families, and as many firms bear their names.
    """
    return len(word) >= _LONG and sorted(word) == sorted(like)


def _single(word: str) -> str:
    return _DOUBLE.sub(r"\1", word)


def _says_nothing(word: str) -> bool:
    return word in _SAYING_NOTHING


def _may_be_form(word: str) -> bool:
    """Tell whether the last word of a long name is a legal form cut off."""
    if word.isdigit():
        return False
    return len(word) < _SHORTEST_CUT or any(
        form.startswith(word) for form in _FORM_WORDS
    )


@lru_cache(maxsize=20_000)
def _all_words(name: str) -> tuple[str, ...]:
    text = _APOSTROPHES.sub("", fold(name))
    text = _BROTHERS.sub("FLLI", text)
    text = " ".join(_without_dots(part) for part in text.split())
    text = _ELIDED.sub(r"\1", _BETWEEN.sub(" ", text))
    text = _LETTERS.sub(lambda found: found.group().replace(" ", ""), text)
    return tuple(_WORDS.findall(text))


def _without_dots(part: str) -> str:
    short = part.replace(".", "")
    is_form = short in _FORMS or short in _TITLES
    return short if is_form else _DOTTED.sub("", part)


def _one_spelling(word: str) -> str:
    if word.isdigit():
        return word.lstrip("0") or "0"
    word = _SAME_WORD.get(word, word)
    return word.replace("AE", "A").replace("OE", "O").replace("UE", "U")
