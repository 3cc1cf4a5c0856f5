from __future__ import annotations

from decimal import Decimal

import pytest

from agent.bank.notices.believe import Belief, believe, names_ours
from agent.bank.notices.senders import SHIPPED, is_authentic, listed_domain
from agent.model.authenticity import Authenticity
from agent.model.message import Parts
from agent.model.notice import Notice, NoticeKind, ToldMoney

LISTED = {"alfabank.test", "servizio.test"}
OURS = ("IT60X0542811101000000123456",)


def dmarc(domain: str) -> Authenticity:
    return Authenticity("mx.test", dmarc_pass=True, dmarc_from=domain)


def notice(
    kind: NoticeKind = "money_in",
    *,
    is_clear: bool = True,
    accounts: tuple[str, ...] = (),
) -> Notice:
    return Notice(kind, ToldMoney(Decimal(5), "EUR"), accounts, is_clear, "it says so")


def judged(
    sender: str,
    told: Authenticity,
    text: str = "",
    what: Notice | None = None,
    ours: tuple[str, ...] = (),
    name: str = "",
) -> Belief:
    mail = Parts(sender=sender, sender_name=name, text=text)
    return believe(mail, what or notice(), told, LISTED, ours)


def test_a_proven_sender_on_the_list_is_believed() -> None:
    found = judged("avvisi@alfabank.test", dmarc("alfabank.test"))
    assert (found.is_authentic, found.counts_as) == (True, "payment")


def test_a_subdomain_of_a_listed_domain_is_on_the_list() -> None:
    found = judged("avvisi@mail.alfabank.test", dmarc("mail.alfabank.test"))
    assert found.counts_as == "payment"


@pytest.mark.parametrize(
    "sender", ["a@alfabank.test.evil.test", "a@xalfabank.test", "a@alfa-bank.test", ""]
)
def test_a_domain_like_a_listed_one_is_not_on_the_list(sender: str) -> None:
    domain = sender.rpartition("@")[2]
    assert not listed_domain(sender, LISTED)
    assert not is_authentic(dmarc(domain), sender, LISTED)


def test_a_look_alike_with_a_link_counts_for_nothing() -> None:
    domain = "alfabank-pay.test"
    found = judged(f"a@{domain}", dmarc(domain), f"see http://{domain}/x")
    assert (found.is_authentic, found.counts_as) == (False, "nothing")


def test_a_sender_nobody_proves_is_a_claim_at_most() -> None:
    found = judged("avvisi@alfabank.test", Authenticity())
    assert (found.is_authentic, found.counts_as) == (False, "claim")


def test_a_claim_may_link_to_the_bank_itself() -> None:
    text = "https://www.alfabank.test/area"
    found = judged("avvisi@alfabank.test", Authenticity(), text)
    assert found.counts_as == "claim"


def test_an_unproven_notice_that_leads_elsewhere_counts_for_nothing() -> None:
    text = "https://alfabank.test.evil.test/area"
    found = judged("avvisi@alfabank.test", Authenticity(), text)
    assert found.counts_as == "nothing"


def test_a_bank_that_is_not_listed_is_a_claim() -> None:
    found = judged("a@betabank.test", dmarc("betabank.test"), "https://app.store.test/")
    assert (found.is_authentic, found.counts_as) == (False, "claim")


def test_spf_for_another_domain_proves_nothing() -> None:
    told = Authenticity("mx.test", spf_domain="alfabank.test")
    assert judged("avvisi@alfabank.test", told).counts_as == "claim"


def test_what_is_not_clear_is_a_claim_though_genuine() -> None:
    told = dmarc("alfabank.test")
    found = judged("a@alfabank.test", told, what=notice(is_clear=False))
    assert (found.is_authentic, found.counts_as) == (True, "claim")


def test_a_genuine_mail_of_another_kind_counts_for_nothing() -> None:
    told = dmarc("alfabank.test")
    found = judged("a@alfabank.test", told, what=notice("request"))
    assert (found.is_authentic, found.counts_as) == (True, "nothing")


def test_a_notice_about_a_foreign_account_is_a_claim() -> None:
    told = dmarc("alfabank.test")
    found = judged("a@alfabank.test", told, what=notice(accounts=("9999",)), ours=OURS)
    assert found.counts_as == "claim"


def test_a_notice_about_our_account_is_believed() -> None:
    told = dmarc("alfabank.test")
    found = judged("a@alfabank.test", told, what=notice(accounts=("3456",)), ours=OURS)
    assert found.counts_as == "payment"


@pytest.mark.parametrize("account", ["56", "00056", "9456", ""])
def test_two_digits_or_other_ones_are_not_our_account(account: str) -> None:
    assert not names_ours((account,), OURS)


def test_the_list_shipped_holds_domains_and_nothing_else() -> None:
    assert all("." in one and one == one.lower().strip(".@") for one in SHIPPED)
