"""Only our own server's checks are believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.mail.authentic import authentic
from agent.mail.parse import parse
from agent.model.authenticity import Authenticity

OURS = frozenset({"mx.studio.test"})


def read(headers: str) -> Authenticity:
    return authentic(parse(headers.encode()), OURS)


GENUINE = """Authentication-Results: mx.studio.test 1;
 dkim=pass (2048-bit key; "a;b" (nested)) header.d=mail.banca.test header.s=x;
 spf=softfail smtp.mailfrom=bounce@servizio.test;
 dmarc=pass (p=reject) header.from=banca.test
"""


def test_our_servers_results_are_read() -> None:
    found = read(GENUINE)

    assert found == Authenticity(
        server="mx.studio.test",
        dmarc_pass=True,
        dmarc_from="banca.test",
        dkim_domains=frozenset({"mail.banca.test"}),
    )
    assert found.vouches_for("avvisi@banca.test")
    assert not found.vouches_for("avvisi@altra.test")
    assert not found.vouches_for("")


@pytest.mark.parametrize(
    "headers",
    [
        "",
        GENUINE.replace("mx.studio.test", "mx.banca.test"),
        GENUINE.replace("mx.studio.test", "mx.studio.test.evil.test"),
        "Authentication-Results: mx.studio.test; none",
        "Authentication-Results: mx.studio.test; spf=pass smtp.mailfrom=banca.test",
        "Authentication-Results: mx.studio.test; dmarc=fail; dkim=pass header.d=banca.test",
        "Authentication-Results: mx.studio.test; dkim=fail header.d=banca.test",
        "Authentication-Results: mx.studio.test; (dmarc=pass header.from=banca.test)",
        'Authentication-Results: mx.studio.test; spf=none reason="; dmarc=pass"',
        "Authentication-Results: mx.studio.test; dkim=pass header.d=notbanca.test",
        "Authentication-Results: mx.studio.test; dkim=pass header.d=test",
        "Authentication-Results: mx.studio.test; dkim=none\nReceived: by mx\n"
        + GENUINE,
        "Authentication-Results: mx.studio.test; dkim=none; dmarc=fail\n" + GENUINE,
        "Authentication-Results: mx.studio.test; dmarc=none\n"
        + GENUINE.replace("dkim=pass", "dkim=none"),
    ],
)
def test_nothing_else_vouches_for_a_sender(headers: str) -> None:
    assert not read(headers).vouches_for("avvisi@banca.test")


@pytest.mark.parametrize(
    "results",
    [
        "dkim=pass header.d=banca.test",
        "dkim=pass header.i=@banca.test",
        "dkim=pass header.i=avvisi@news.banca.test",
        "dkim=fail header.d=banca.test; dkim=pass header.d=banca.test",
        "DKIM=Pass header.d=Banca.Test",
        "dmarc=pass",
    ],
)
def test_an_aligned_signature_is_enough(results: str) -> None:
    found = read(f"Authentication-Results: mx.studio.test; {results}")

    assert found.vouches_for("avvisi@banca.test")


def test_two_filters_of_ours_may_each_add_a_header() -> None:
    found = read(
        "Authentication-Results: mx.studio.test; dmarc=pass header.from=banca.test\n"
        "Authentication-Results: mx.studio.test; dkim=pass header.d=banca.test\n"
        "Received: by mx.studio.test\n"
    )

    assert found.dmarc_pass
    assert found.dkim_domains == {"banca.test"}


def test_without_trusted_servers_nothing_is_believed() -> None:
    assert authentic(parse(GENUINE.encode()), frozenset()) == Authenticity()


@given(st.text(max_size=500))
def test_any_header_is_read(text: str) -> None:
    assert read(f"Authentication-Results: mx.studio.test; {text}").server in {
        "",
        "mx.studio.test",
    }
