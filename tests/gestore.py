"""A provider of certified mail, gestore.test: its receipts in the published form.

Source: DM 2 November 2005, technical rules, § 6.3 to § 6.6, and RFC 6109 § 4.
"""

from __future__ import annotations

import email
import hashlib
from html import escape

_SIGNATURE = "MIIBgestoreTESTsignature"
_SUBJECTS = {
    "accettazione": "ACCETTAZIONE",
    "avvenuta-consegna": "CONSEGNA",
    "non-accettazione": "AVVISO DI NON ACCETTAZIONE",
    "errore-consegna": "AVVISO DI MANCATA CONSEGNA",
    "preavviso-errore-consegna": "AVVISO DI MANCATA CONSEGNA",
    "rilevazione-virus": "PROBLEMA DI SICUREZZA",
    "presa-in-carico": "PRESA IN CARICO",
}
_OF_ONE = ("avvenuta-consegna", "errore-consegna", "preavviso-errore-consegna")


def receipt(
    kind: str,
    letter: bytes,
    *,
    error: str = "nessuno",
    about: str = "",
    recipient: str = "",
) -> bytes:
    """Write a receipt about a letter as its sender's mailbox gets it.

    Args:
        error: "nessuno", "no-dest", "no-dominio", "virus" or "altro".
        about, recipient: Another Message-ID, another recipient than the letter's.
    """
    head = email.message_from_bytes(letter)
    ours, to = str(head["From"]), recipient or str(head["To"])
    msgid = about or str(head["Message-ID"]).strip()
    mark = hashlib.sha256(f"{kind}|{msgid}|{to}".encode()).hexdigest()[:16]
    consegna = f"<consegna>{to}</consegna>" if kind in _OF_ONE else ""
    text = f"""\
Return-Path: <posta-certificata@gestore.test>
From: posta-certificata@gestore.test
To: {ours}
Subject: {_SUBJECTS[kind]}: {head["Subject"]}
Date: Mon, 08 Sep 2025 09:31:00 +0200
Message-ID: <opec{mark}@gestore.test>
X-Ricevuta: {kind}
X-Riferimento-Message-ID: {msgid}
MIME-Version: 1.0
Content-Type: multipart/signed; protocol="application/x-pkcs7-signature";
 micalg=sha-256; boundary="s1"

--s1
Content-Type: multipart/mixed; boundary="s2"

--s2
Content-Type: text/plain; charset=utf-8

{_SUBJECTS[kind]}: il messaggio diretto a {to}.
--s2
Content-Type: application/xml; name="daticert.xml"
Content-Disposition: inline; filename="daticert.xml"

<?xml version="1.0" encoding="UTF-8"?>
<postacert tipo="{kind}" errore="{error}"><intestazione>
<mittente>{ours}</mittente><destinatari tipo="certificato">{to}</destinatari>
<risposte>{ours}</risposte><oggetto>{escape(str(head["Subject"]))}</oggetto>
</intestazione><dati><gestore-emittente>Gestore di prova</gestore-emittente>
<data zona="+0200"><giorno>08/09/2025</giorno><ora>09:31:00</ora></data>
<identificativo>opec{mark}@gestore.test</identificativo>
<msgid>{escape(msgid)}</msgid>{consegna}</dati></postacert>
--s2--

--s1
Content-Type: application/x-pkcs7-signature; name="smime.p7s"
Content-Transfer-Encoding: base64

{_SIGNATURE}
--s1--
"""
    return text.replace("\n", "\r\n").encode()


def carried(inner: bytes, *, kind: str = "posta-certificata") -> bytes:
    """Wrap a mail as the certified system hands it over: in a "busta di trasporto".

    Args:
        kind: "posta-certificata", or "errore" for ordinary mail that came in.
    """
    head = email.message_from_bytes(inner)
    mark = hashlib.sha256(inner).hexdigest()[:16]
    lines = f"""\
Return-Path: <posta-certificata@gestore.test>
From: "Per conto di: {head["From"]}" <posta-certificata@gestore.test>
Reply-To: {head["From"]}
To: {head["To"]}
Subject: POSTA CERTIFICATA: {head["Subject"]}
Date: Mon, 08 Sep 2025 10:00:00 +0200
Message-ID: <opec{mark}@gestore.test>
X-Trasporto: {kind}
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="e1"

--e1
Content-Type: text/plain; charset=utf-8

Messaggio di posta certificata
--e1
Content-Type: message/rfc822; name="postacert.eml"
Content-Disposition: attachment; filename="postacert.eml"

"""
    crlf = inner.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return lines.replace("\n", "\r\n").encode() + crlf + b"\r\n--e1--\r\n"
