"""The daemon is killed at any moment; each letter, mail and payment counts once."""

from pathlib import Path

import pytest

from bench import chaos, verdict
from tests.e2e.figures import Tell
from tests.servers.mail_pair import MailPair

pytestmark = pytest.mark.slow


@pytest.mark.timeout(600)
def test_killed_at_any_moment_it_loses_nothing_and_doubles_nothing(
    mail_pair: MailPair, tmp_path: Path, tell: Tell
) -> None:
    done = chaos.run(mail_pair, tmp_path, seed=1, kills=22, letters=120, mails=400)
    tell(done.lines())
    assert done.is_clean, "\n".join(done.lines())


@pytest.mark.parametrize(
    ("order", "what"),
    [
        ("send-then-commit", "letters doubled"),
        ("commit-then-send", "letters lost"),
    ],
)
def test_a_sender_that_is_naive_is_caught(
    mail_pair: MailPair, tmp_path: Path, order: str, what: str
) -> None:
    done = chaos.run_naive(mail_pair, tmp_path, order, seed=1)
    assert not verdict.clean(each for each in done.findings if each.what == what)
