"""Read what a program's mail says of money: any sender, by label and structure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from agent.bank.notices.figures import figures
from agent.bank.notices.kinds import Judged, bare_subject, judge
from agent.bank.notices.lines import lines_of, one_line, plain, sentences
from agent.bank.notices.prose import (
    accounts_in,
    finished,
    payer_in,
    remittance_in,
    without_notes,
)
from agent.bank.notices.rows import Field, Read, read_rows
from agent.bank.written import days, sums
from agent.forms.html_text import as_text
from agent.model.message import Parts
from agent.model.notice import Notice, ToldMoney

_WRAPPED = 50  # a line so long was broken by the program, not by the writer
_CREDITED = re.compile(
    r"accredit|gutschr|credit|abono|eingang|receiv|ricev|recu|recib|buch"
)
_HEADER_LINE = re.compile(
    r"^(?:da|from|von|de|a|to|an|per|para|cc|data|date|datum|fecha|inviato|sent|gesendet"
    r"|envoye|enviado|oggetto|subject|betreff|objet|asunto)\s?:"
)
_LEAST_HEADERS = 3
_ANY_ADDRESS = re.compile(r"\S@\S")
_AFTER_NAME = re.compile(r"\s*(?:[(<\[]|\t|,? iban\b|\b[a-z]{2}\d{2} ?[a-z0-9]{4} ?\d)")
_EDGES = " \"'“”„«»,;"


def read_notice(parts: Parts) -> Notice | None:
    """Tell what a mail says of money; None where it says nothing of the kind.

    Who wrote it is not looked at: that is for `believe`.
    """
    found = _read(parts, parts.text)
    is_poor = found is None or (found.kind == "money_in" and not found.money.amount)
    if is_poor and parts.html and parts.text.strip():
        richer = _read(parts, as_text(parts.html))
        if richer and (found is None or richer.money.amount):
            return richer
    return found


def _read(parts: Parts, text: str) -> Notice | None:
    lines = _without_forwarding(lines_of(text))
    rows = read_rows(lines)
    said = [one_line(bare_subject(parts.subject)), *_sentences(rows.rest)]
    judged = judge(said)
    if judged is None:
        return None
    sent_on = parts.sent_at.date() if parts.sent_at else None
    accounts = tuple(dict.fromkeys(_accounts(rows, said)))
    if judged.kind != "money_in":
        return Notice(
            judged.kind, ToldMoney(), accounts, judged.is_clear, judged.because
        )
    money, is_clear = _money(rows, said, judged, sent_on)
    if money.amount is None:
        return None
    return Notice("money_in", money, accounts, is_clear, judged.because)


def _money(
    rows: Read, said: Sequence[str], judged: Judged, sent_on: date | None
) -> tuple[ToldMoney, bool]:
    news = [said[at] for at in judged.events]
    if 0 not in judged.events:
        news = [*news, said[0]]
    rest = [one for one in said if one not in news]
    sums_told = figures(rows.fields, news, rest)
    money = ToldMoney(
        amount=sums_told.amount,
        currency=sums_told.currency,
        fee=sums_told.fee,
        net=sums_told.net,
        on=_day(rows.fields, news, rest, sent_on),
        payer=_payer(rows.fields, news, rest),
        remittance=_remittance(rows.fields, news, rest),
    )
    return money, judged.is_clear and sums_told.is_clear


def _sentences(rest: Iterable[str]) -> Iterator[str]:
    """Put wrapped lines together, then cut them into sentences."""
    paragraph = ""
    for line in rest:
        goes_on = len(paragraph) >= _WRAPPED or paragraph.endswith(",")
        if line.strip() and paragraph and goes_on and "\t" not in line:
            paragraph = f"{paragraph} {line}"
            continue
        yield from sentences(paragraph)
        paragraph = line
    yield from sentences(paragraph)


def _without_forwarding(lines: Sequence[str]) -> tuple[str, ...]:
    """Leave out the header lines of a mail passed on: no fields of the notice."""
    marks = [bool(_HEADER_LINE.match(plain(line))) for line in lines]
    dropped: set[int] = set()
    for at, line in enumerate(lines):
        around = [
            near
            for near in range(max(0, at - 5), min(len(lines), at + 6))
            if marks[near]
        ]
        if marks[at] and _ANY_ADDRESS.search(line) and len(around) >= _LEAST_HEADERS:
            dropped.update(around)
    return tuple(line for at, line in enumerate(lines) if at not in dropped)


def _values(fields: Iterable[Field], role: str) -> Iterator[str]:
    return (field.value for field in fields if field.role == role)


def _payer(fields: Sequence[Field], news: Sequence[str], rest: Sequence[str]) -> str:
    for value in _values(fields, "payer"):
        flat = plain(value)
        cut = _AFTER_NAME.search(flat)
        name = value[: cut.start() if cut else len(value)].strip(_EDGES)
        has_letters = sum(c.isalpha() for c in name) > 1
        if has_letters and "@" not in name and not next(sums(flat), None):
            return name
    body, subject = news[:], news[:1]
    for sentence in (*body, *subject, *rest):
        if name := payer_in(sentence):
            return finished(name, sentence)
    return ""


def _remittance(
    fields: Sequence[Field], news: Sequence[str], rest: Sequence[str]
) -> str:
    written = [
        _without_full_stop(value.strip(_EDGES)).strip(_EDGES)
        for value in _values(fields, "remittance")
    ]
    found = [value for value in dict.fromkeys(written) if any(map(str.isalnum, value))]
    if found:
        return " / ".join(found)
    told = (remittance_in(sentence) for sentence in (*news, *rest))
    return _without_full_stop(next(filter(None, told), ""))


def _without_full_stop(text: str) -> str:
    return text[:-1] if re.search(r"[\w)\"]{2}\.$", text) else text


def _day(
    fields: Sequence[Field],
    news: Sequence[str],
    rest: Sequence[str],
    sent_on: date | None,
) -> date | None:
    labelled = [
        (not _CREDITED.search(field.label), one.on)
        for field in fields
        if field.role in {"day", "currency"}
        for one in days(plain(field.value), sent_on)
    ]
    if labelled:
        return min(labelled, key=lambda one: one[0])[1]
    for told in (news, rest):
        flat = (plain(without_notes(sentence)) for sentence in told)
        found = [one.on for text in flat for one in days(text, sent_on)]
        if found:
            return found[0]
    return None


def _accounts(rows: Read, said: Sequence[str]) -> Iterator[str]:
    """Give the accounts named that are not the payer's."""
    theirs = {*accounts_in(_values(rows.fields, "payer_account"))}
    ours = (
        f"{field.label} {field.value}"
        for field in rows.fields
        if field.role in {"account", "recipient"}
    )
    free = (without_notes(sentence) for sentence in said)
    return (one for one in accounts_in((*ours, *free)) if one not in theirs)
