"""How mail programs word their notices: one row each, data.

A row rests on the program's published text or on several mails; what is said
in words that every program uses is left to the general row at the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.forms.wording import Wording, any_of

# Possessive: no rule may find an address cut short.
_ADDR = r"[^\s<>()\[\],;:\"'*|@]{1,80}+@[^\s<>()\[\],;:\"'*|]{1,255}+"
_LINE = rf"^[ \t>*•-]{{0,20}}[<\"'(]?({_ADDR})[>\"')]?"


def _at(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.I | re.M) for pattern in patterns)


@dataclass(frozen=True, slots=True)
class Vendor:
    """One program's notice.

    Args:
        name: The program and, where wordings differ, the version.
        says: What its notices say; None = any notice.
        at: Where the failed addresses stand, the surest place first; the first
            group is the address.
    """

    name: str
    says: Wording | None
    at: tuple[re.Pattern[str], ...]


def _row(name: str, says: str, *at: str) -> Vendor:
    return Vendor(name, any_of(says), _at(*at))


ROWS: tuple[Vendor, ...] = (
    _row(
        "Exim 4",
        r"created automatically by mail delivery software",
        rf"^ {{1,4}}({_ADDR}):?[ \t]*$",
        _LINE + r"[:\s]",
    ),
    _row("qmail 1.03", r"qmail-send program|\bmta program at", rf"^<({_ADDR})>:"),
    _row(
        "Postfix 2, no report",
        r"this is the (?:postfix program|mail system) at host",
        rf"^<({_ADDR})>(?: \(expanded from [^)\n]*\))?:",
    ),
    _row(
        "Sendmail 8, no report",
        r"transcript of session follows|(?:permanent fatal|transient non-fatal|delivery) errors",
        rf"^[ \t]{{0,8}}(?:\d{{3}} (?:\d\.\d\.\d )?)?<?({_ADDR})>?(?:\.\.\.|[ \t]*$|[ \t]*\[|[ \t]*\()",
        rf"^>>> (?:RCPT To:)?<?({_ADDR})>?",
        rf"<({_ADDR})>\.\.\.",
    ),
    _row(
        "Exchange 2007 and later, Microsoft 365",
        r"diagnostic information for administrators|generating server:|remote server returned",
        rf"^[ \t]{{0,8}}({_ADDR})(?:<mailto:[^>\n]*>)?[ \t]*$",
        rf"^[ \t]{{0,8}}[^\n@]{{0,80}}<?\(?({_ADDR})[)>]*(?:<mailto:[^>\n]*>)?[ \t]*$",
    ),
    _row(
        "Exchange 2003",
        r"did not reach the following recipient|recipients?\S* could not be reached|raggiungere i seguenti"
        r"|nicht erreicht werden|impossible de joindre|alcanzar a los siguientes",
        rf"^[ \t]*[^\n@]{{0,60}}?\b(?:SMTP=)?({_ADDR})['\"]? (?:on|il|am|le|el|em|op) ",
        _LINE,
    ),
    _row(
        "Gmail",
        r"delivery to the following recipients? (?:failed|has been delayed)|googlemail|address not found",
        rf"^ {{2,8}}({_ADDR})[ \t]*$",
        rf"(?:delivered to|message to) <?({_ADDR})>?",
    ),
    _row(
        "Domino",
        r"failure reasons|not (?:be )?delivered to:\s{1,9}[^\s@]{1,80}@\S{1,200}(?:\s{1,9}[^\s@]{1,80}@\S{1,200}){0,50}\s{1,9}because:",
        rf"^[^\n@]{{0,40}}?<?({_ADDR})>?[ \t]*$",
    ),
    _row(
        "DragonFly Mail Agent",
        r"dragonfly mail agent",
        rf"delivering your mail to <({_ADDR})>",
    ),
    _row("MailEnable", r"mailenable", rf"\[SMTP:({_ADDR})\]"),
    _row("LISTSERV, LSMTP", r"error-for:", rf"^Error-for:\s{{1,12}}({_ADDR})"),
    _row(
        "IMail",
        r"smtpd32|invalid final delivery|unknown user:|undeliverable to",
        rf"(?:userid|unknown user|deliverable to|attempts):? ({_ADDR})",
    ),
)

GENERAL = Vendor(
    "any",
    None,
    _at(
        rf"\b(?:recipients?|address(?:es)?|user|delivered to|deliver to|sent to|addressed to|destinatari\w|indirizz\w"
        rf"|empfänger|adresse|destinataire|destinatario)\b[()es]{{0,4}}(?: \w{{1,12}}){{0,3}}[ \t]*[:=]?\s{{0,4}}[<\"'\[(]{{0,2}}(?:smtp:|mailto:|rfc822;)?(?<![\w.+-])({_ADDR})",
        _LINE + r"[>\"')]{0,2}[ \t]*(?:$|[:,;.(\[]|-|was|is|has|\.\.\.)",
        rf"\b(?:to|for|user|of) [<\"'\[(]{{0,2}}({_ADDR})",
        rf"({_ADDR})",
    ),
)
