"""Data: whose authenticated word that money came in is believed.

The domains from which banks and payment services write, to be checked against
the first genuine mail; `bank.notice_domains` and `sollecito bank trust` add to
them. A subdomain of a listed domain counts, a domain like it does not.
"""

from __future__ import annotations

from collections.abc import Iterable

from agent.model.authenticity import Authenticity

SHIPPED = frozenset(
    [
        "intesasanpaolo.com",
        "unicredit.it",
        "unicreditgroup.eu",
        "poste.it",
        "posteitaliane.it",
        "bancobpm.it",
        "bper.it",
        "mps.it",
        "bnl.it",
        "credem.it",
        "fineco.it",
        "finecobank.com",
        "sella.it",
        "popso.it",
        "credit-agricole.it",
        "ing.it",
        "mediolanum.it",
        "bancamediolanum.it",
        "widiba.it",
        "illimity.com",
        "hype.it",
        "satispay.com",
        "nexi.it",
        "isybank.com",
        "buddybank.com",
        "tinaba.com",
        "qonto.com",
        "paypal.com",
        "paypal.it",
        "paypal.de",
        "paypal.fr",
        "paypal.es",
        "paypal.co.uk",
        "stripe.com",
        "wise.com",
        "revolut.com",
        "sumup.com",
        "n26.com",
        "gocardless.com",
        "mollie.com",
        "klarna.com",
        "adyen.com",
        "payoneer.com",
        "square.com",
        "squareup.com",
        "sparkasse.de",
        "commerzbank.de",
        "commerzbank.com",
        "deutsche-bank.de",
        "postbank.de",
        "dkb.de",
        "ing.de",
        "volksbank.de",
        "vr.de",
        "hypovereinsbank.de",
        "comdirect.de",
        "targobank.de",
        "kontist.com",
        "holvi.com",
        "bnpparibas.net",
        "bnpparibas.com",
        "mabanque.bnpparibas",
        "societegenerale.fr",
        "credit-agricole.fr",
        "labanquepostale.fr",
        "creditmutuel.fr",
        "cic.fr",
        "lcl.fr",
        "caisse-epargne.fr",
        "banquepopulaire.fr",
        "boursorama.fr",
        "boursobank.com",
        "lydia-app.com",
        "caixabank.es",
        "bbva.es",
        "bancosantander.es",
        "santander.es",
        "bancsabadell.com",
        "bankinter.com",
        "unicajabanco.es",
        "kutxabank.es",
        "abanca.com",
        "ing.es",
        "openbank.es",
        "bizum.es",
        "barclays.co.uk",
        "hsbc.co.uk",
        "lloydsbank.co.uk",
        "natwest.com",
        "santander.co.uk",
        "monzo.com",
        "starlingbank.com",
        "tide.co",
    ]
)


_TELLING = 5  # letters of a name that is no chance


def listed_domain(address: str, domains: Iterable[str]) -> str:
    """Give the listed domain that an address belongs to; empty if none."""
    domain = address.rpartition("@")[2].lower()
    wanted = frozenset(domains)
    while "." in domain:
        if domain in wanted:
            return domain
        domain = domain.partition(".")[2]
    return ""


def is_authentic(told: Authenticity, address: str, domains: Iterable[str]) -> bool:
    """Tell whether our server vouches for a sender on the list."""
    return told.vouches_for(address) and bool(listed_domain(address, domains))


def imitated(address: str, name: str, domains: Iterable[str]) -> str:
    """Give the listed domain that a foreign sender calls himself like; or empty."""
    foreign = address.rpartition("@")[2].lower()
    called = f"{foreign} {''.join(name.lower().split())}"
    return next(
        (
            one
            for one in sorted(domains)
            if len(label := one.partition(".")[0]) >= _TELLING and label in called
        ),
        "",
    )
