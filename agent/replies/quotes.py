"""The marks by which mail programs set off what they quote: data."""

from __future__ import annotations

import re

# What holds no words of the writer, in the HTML of known programs.
NOT_HIS = (
    ".gmail_attr, .moz-cite-prefix, .gmail_signature, .gmail_signature_prefix, "
    ".moz-signature, #Signature, #signature, .Signature, #ms-outlook-mobile-signature, "
    ".protonmail_signature_block, .apple-signature, #yahoo-signature"
)
# From here on everything is quoted.
QUOTE_BEGINS = (
    "#appendonsend, #divRplyFwdMsg, #mail-editor-reference-message-container, "
    "#OLK_SRC_BODY_SECTION, .OutlookMessageHeader, .yahoo_quoted, .protonmail_quote, "
    ".zmail_extra, .tutanota_quote, hr#stopSpelling, div[name=quote], "
    "div[style*='border-top:solid #E1E1E1'], div[style*='border-top:solid #B5C4DF'], "
    "div[style*='border-top: solid #'], div[style*='border-top: 1pt solid'], "
    "div[style*='border-top: 1px solid rgb(225, 225, 225)']"
)

_DAY = r"[^\n]{0,160}(?:\n(?![ \t]{0,3}>)[^\n]{0,160})?"
# Behind the newline of the line before, for which a text is quickly searched:
# "On 12 May 2026, Anna wrote:", on one line or two.
WROTE = re.compile(
    rf"\n[ \t]*(?:on {_DAY}\bwrote\s?:|il (?:giorno )?{_DAY}\bha scritto\s?:"
    rf"|in data {_DAY}\bha scritto\s?:|am {_DAY}\bschrieb\b[^\n]{{0,80}}:|le {_DAY}\ba écrit\s?:"
    rf"|el {_DAY}\bescribió\s?:|[^\n]{{0,80}}<[^\s<>@]+@[^\s<>]+>[^\n]{{0,40}}(?:wrote|ha scritto|schrieb|a écrit|escribió)\s?:)[ \t]*$",
    re.I | re.M,
)
ORIGINAL = re.compile(
    r"\n[ \t]*(?:[-_=]{2,}[ \t]*(?:original message|original appointment|messaggio originale|messaggio inoltrato"
    r"|ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht|message d.origine|message original"
    r"|message transféré|mensaje original|mensaje reenviado|forwarded message|reply message|risposta)"
    r"[ \t]*[-_=]*|begin forwarded message:|inizio messaggio inoltrato:|_{20,}|-{3,} ?original e-?mail ?-{3,})",
    re.I,
)
_FROM = r"(?:from|da|von|de|mittente|absender|expéditeur|remitente)"
_NEXT = (
    r"(?:sent|date|to|cc|subject|inviato(?: il)?|data|a|per|oggetto|gesendet|datum|an|betreff"
    r"|envoyé(?: le)?|à|objet|enviado(?: el)?|fecha|para|asunto|reply-to)"
)
# The block of headers that Outlook puts above what it quotes.
HEADERS = re.compile(
    rf"\n[ \t*]*{_FROM}[ \t]?:\**[ \t]*[^\n]{{1,200}}\n(?:[^\n:]{{0,120}}\n)?[ \t*]*{_NEXT}[ \t]?:",
    re.I,
)
QUOTED = re.compile(r"[ \t]{0,3}(?:>|\|[ \t])")
QUOTED_LINES = re.compile(rf"\n{QUOTED.pattern}[^\n]*")

MOBILE = re.compile(
    r"^[ \t]*(?:sent (?:from|via|with) (?:my |outlook|yahoo|proton|the )|get outlook for|inviat[oa] (?:da|dal|con) "
    r"|(?:scarica|ottieni) outlook|von mein(?:em|er) .{2,40} gesendet|gesendet (?:von|mit) |envoyé (?:de|depuis|à partir) "
    r"|enviado desde |obtener outlook|télécharger outlook|diese nachricht wurde von mein)",
    re.I,
)
DISCLAIMER = re.compile(
    r"^[ \t*_-]*(?:avviso di riservatezza|nota di riservatezza|riservatezza|informativa|disclaimer|confidential"
    r"|privacy|ai sensi (?:del|degli|dell)[^\n]{0,40}(?:gdpr|679|196|privacy|regolamento)"
    r"|(?:il contenuto di )?(?:questo|il presente) (?:messaggio|e-?mail)[^\n]{0,120}(?:riservat|confidenzial|destinatari|esclusiv)"
    r"|(?:questa|la presente) (?:e-?mail|comunicazione|posta)[^\n]{0,120}(?:riservat|confidenzial|destinatari|esclusiv|promess)"
    r"|le informazioni contenute|this (?:e-?mail|message|communication)[^\n]{0,160}(?:confidential|intended|privileged|constitut)"
    r"|the information (?:contained )?in this|diese (?:e-?mail|nachricht)[^\n]{0,120}(?:vertraulich|bestimmt|enthält)"
    r"|ce (?:message|courriel)[^\n]{0,120}(?:confidentiel|destin)|este (?:mensaje|correo)[^\n]{0,120}(?:confidencial|destinat|dirigid)"
    r"|aviso legal|hinweis:|vertraulichkeit|mentions? légales?|avis de confidentialité"
    r"|(?:p )?(?:(?:please )?consider the environment|rispetta l.ambiente|prima di stampare|pensez à l.environnement))",
    re.I,
)
CLOSING = re.compile(
    r"^[ \t]*(?:(?:con i (?:più |migliori )?|i (?:nostri|miei) |molti )?(?:più )?(?:cordiali|distinti|cari|migliori|sinceri) saluti"
    r"|(?:un )?cordiale saluto|(?:un |tanti )?salut[oi]|cordialmente|cordialità|buon(?:a)? (?:giornata|serata|lavoro)|grazie(?: mille)?(?: e)?(?: (?:cordiali )?saluti)?|a presto|in fede"
    r"|(?:with )?(?:kind|best|warm|many)?(?:est)? ?(?:regards|wishes)|best|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|(?:many )?thanks(?: (?:and|&) (?:kind |best )?regards)?|thank you|cheers"
    r"|mit (?:freundlichen|besten|herzlichen) grüßen|(?:viele|beste|freundliche|liebe|schöne) grüße|mfg|lg|vg|danke"
    r"|(?:bien )?cordialement|(?:meilleures |sincères )?salutations|bien à vous|merci|(?:veuillez agréer|je vous prie d.agréer)[^\n]{0,120}"
    r"|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|muchas gracias|gracias)[ \t]*[,.!]*[ \t]*$",
    re.I,
)
# What a signature does not hold: such a line is always read.
MATTERS = re.compile(
    r"[A-Z]{2}\d{2}[ ]?[A-Z0-9]{4}|\biban\b|\d[.,]\d{2}\b|€|\beuro?s?\b|pag(?:o|a|at|her|hiamo|amen)|paid|\bpay"
    r"|bonific|fattur|invoice|rechnung|überw|bezahl|zahl|factur|vire|payé|transfer|avvocat|lawyer|anwalt|avocat|abogad",
    re.I,
)
# A line of a visiting card: numbers, roles, addresses.
CARD = re.compile(
    r"^[ \t]*(?:tel|cell|mob|fax|phone|ph|t|m|f|p\.? ?iva|partita iva|c\.? ?f|vat|ust-?id|siret|nif|cif|www|https?:|pec|e-?mail|skype)\b[.:\s/]"
    r"|^\+?[\d /().-]{8,}$|^[^\s@]+@[^\s@]+$|\b(?:via|viale|piazza|corso|street|road|straße|strasse|rue|avenue|calle)\b[^\n]{0,40}\d"
    r"|\b(?:s\.?r\.?l|s\.?p\.?a|s\.?n\.?c|s\.?a\.?s|gmbh|ltd|limited|llc|inc|sarl|s\.l|ag)\b\.?,?$"
    r"|^(?:ufficio|amministrazione|contabilità|responsabile|direttore|titolare|accounts?|finance|manager|director|buchhaltung|geschäftsführ|comptabilité|contabilidad|administración)\b[^.!?]{0,40}$",
    re.I,
)
