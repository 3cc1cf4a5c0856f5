"""Details of MT lines: payer, account, references and text of `:86:`.

Banks write it in one of four ways: sub-fields (`?20`, also with another mark),
tags between slashes (`/REMI/`), labels (`NAAM:`) or prose.
Source: DK, Anlage 3 zum DFÜ-Abkommen, MT 940 field 86; SWIFT Standards MT;
the Dutch banks' MT940 descriptions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from agent.bank.ibans import is_iban
from agent.bank.references import reference

_FULL_LINE = 65
_FULL_FIRST_LINE = 61  # where the bank counts ":86:" among the 65
_FULL_SUB_FIELD = 27
_LONGEST_REFERENCE = 35

_SUB_FIELDS = re.compile(
    r"\s*[A-Z0-9]{0,4}\s*(?P<mark>[?~<>^|&])(?=00|1\d|2\d|3[0-4])"
    r"(?:(?<=\?)|(?=.*(?P=mark)\d\d))"
)
_NAME, _ACCOUNTS, _NO_TEXT = ("32", "33"), ("38", "31"), ("10", "30", "34")

_TAGS = re.compile(
    r"/(ORDP|BENM|CNTP|NAME|IBAN|ACCW|BIC|REMI|EREF|KREF|PREF|IREF|MARF|CSID|TRTP|TRCD"
    r"|TYPE|PURP|ULTD|ULTC|ULTB|ISDT|ADDR|ID|RTRN|RTYP|INIT|OCMT|CHGS|SVCL|EXCH|BO|OI"
    r"|BI|INFO|ACC|OGB)/"
)
_TELLING = {"REMI", "EREF", "NAME", "CNTP", "ORDP", "BENM", "TRTP"}
_SEPA = re.compile(
    r"\b(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|PURP)[+:] ?"
)
_LABEL = re.compile(
    r"\b(?:NAAM|NAME|AUFTRAGGEBER|ORDINANTE|ORDENANTE|DONNEUR D'ORDRE"
    r"|ORDERING CUSTOMER) ?: ?(\S.*?)(?=\s{2,}|\n|[ /][A-Z][A-Za-z]+ ?:|$)",
    re.I,
)
_ACCOUNT = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_IN_PROSE = re.compile(r"\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b")
_NUMBER = re.compile(r"\d{6,}")
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Details:
    """What `:86:` says.

    Args:
        account: The other side's IBAN or number, no blanks.
        text: All of it but the bank's own codes, lines put together again.
    """

    name: str = ""
    account: str = ""
    end_to_end_id: str = ""
    text: str = ""


def read_details(lines: Sequence[str], ours: str) -> Details:
    """Read the details of one line, in whichever way they are written.

    Args:
        lines: As wrapped by the bank.
        ours: Our own account: it is not the other side's.
    """
    text = _unwrapped(lines)
    if marked := _SUB_FIELDS.match(text):
        return _from_sub_fields(text, marked["mark"], ours)
    tags = {found[1] for found in _TAGS.finditer(text)}
    if tags & _TELLING:
        return _from_tags(text, "\n".join(lines), ours)
    return _from_prose(text, "\n".join(lines), ours)


def read_bank_fields(lines: Sequence[str]) -> Details:
    """Read the fields of `:NS:`: 01 to 14 the text, 15 and 16 the name.

    Lines that have no such number belong to the text.
    """
    names, texts = [], []
    for line in lines:
        if re.match(r"1[56]", line):
            names.append(line[2:].strip())
        elif re.match(r"(?:0\d|1[0-47])", line):
            texts.append(line[2:].strip())
        elif not re.match(r"[1-3]\d", line):
            texts.append(line.strip())
    return Details(name=_plain(" ".join(names)), text=_plain(" ".join(texts)))


def _unwrapped(lines: Sequence[str]) -> str:
    """Put lines together that were cut where they were full."""
    text = ""
    before = 0
    for number, line in enumerate(lines):
        is_cut = before >= _FULL_LINE or (number == 1 and before == _FULL_FIRST_LINE)
        text += line if is_cut or not text else f" {line}"
        before = len(line)
    return text


def _plain(text: str) -> str:
    return " ".join(text.split())


def _joined(parts: Iterable[str]) -> str:
    """Put sub-fields together: a full one goes on in the next."""
    text = ""
    for part in parts:
        text += part if len(part) >= _FULL_SUB_FIELD else f"{part.rstrip()} "
    return _plain(text)


def _from_sub_fields(text: str, mark: str, ours: str) -> Details:
    parts = re.split(rf"{re.escape(mark)}(\d\d)", text)
    found: dict[str, list[str]] = {}
    purpose = []
    for code, part in zip(parts[1::2], parts[2::2], strict=True):
        found.setdefault(code, []).append(part)
        if code not in (*_NAME, *_ACCOUNTS, *_NO_TEXT, "00"):
            purpose.append(part)
    said = _joined(purpose)
    sepa = _tagged(_SEPA, said)
    accounts = ["".join(found.get(code, [])) for code in _ACCOUNTS]
    return Details(
        name=_joined(part for code in _NAME for part in found.get(code, [])),
        account=_account([*accounts, sepa.get("IBAN", "")], ours),
        end_to_end_id=_reference(sepa.get("EREF", "")),
        text=_plain(" ".join((*found.get("00", []), said))),
    )


def _tagged(tags: re.Pattern[str], text: str) -> Mapping[str, str]:
    """Give what stands behind each tag up to the next one; the first of a kind."""
    found: dict[str, str] = {}
    marks = list(tags.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=False):
        value = text[mark.end() : end].strip(" /")
        if value:
            found.setdefault(mark[1], value)
    return found


def _from_tags(text: str, wrapped: str, ours: str) -> Details:
    said = _tagged(_TAGS, text)
    whole = [said[tag] for tag in ("CNTP", "ORDP", "BENM") if tag in said]
    parts = [part.strip() for one in whole for part in one.split("/")]
    names = [
        part for part in parts if _LETTERS.search(part) and not _ACCOUNT.match(part)
    ]
    if "CNTP" in said:  # account, bank and name, in this order
        names = said["CNTP"].split("/")[2:3] or [""]
    accounts = [said.get("IBAN", ""), said.get("ACCW", "").split(",")[0], *parts[:1]]
    prose = _from_prose(text, wrapped, ours)
    return Details(
        name=_plain(said.get("NAME", "") or next(iter(names), "")) or prose.name,
        account=_account(accounts, ours) or prose.account,
        end_to_end_id=_reference(said.get("EREF", "")),
        text=prose.text,
    )


def _from_prose(text: str, wrapped: str, ours: str) -> Details:
    labelled = _LABEL.search(wrapped)
    account = next(
        (one for one in _IN_PROSE.findall(text) if one != ours and is_iban(one)),
        "",
    )
    name = labelled[1] if labelled else ""
    first = wrapped.partition("\n")[0]
    if account and not name and first.startswith(account):
        name = first.removeprefix(account)
    return Details(
        name=_plain(name),
        account=account,
        end_to_end_id=_reference(_tagged(_SEPA, text).get("EREF", "")),
        text=_plain(text),
    )


def _account(written: Iterable[str], ours: str) -> str:
    plain = ["".join(one.split()) for one in written]
    found = [one for one in plain if one and one != ours]
    ibans = [one for one in found if _ACCOUNT.fullmatch(one)]
    return next(iter(ibans + [one for one in found if _NUMBER.fullmatch(one)]), "")


def _reference(written: str) -> str:
    # Banks that end it with no tag let the text follow after a blank.
    is_cut = len(written) > _LONGEST_REFERENCE
    return reference(written.split(" ", maxsplit=1)[0] if is_cut else written)
