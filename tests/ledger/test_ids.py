"""Ids sort by their moment and the order they were made in; tokens are secret."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from agent.ledger.book import Ledger
from agent.ledger.ids import letter_token, moment_of, sortable_id
from tests.ledger.builders import FIRM, NOW

_MOMENTS = st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001 - the zone is given beside it
    datetime(2090, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
_GAPS = st.timedeltas(timedelta(milliseconds=1), timedelta(days=36500))
_CHANCE = st.binary(min_size=10, max_size=10)


@given(_MOMENTS, _CHANCE, _CHANCE, _GAPS)
def test_a_later_id_sorts_after_an_earlier_one(
    moment: datetime, one: bytes, other: bytes, gap: timedelta
) -> None:
    assert sortable_id(moment_of(moment), one) < sortable_id(
        moment_of(moment + gap), other
    )


@given(_MOMENTS, _CHANCE)
def test_an_id_has_26_characters(moment: datetime, chance: bytes) -> None:
    assert len(sortable_id(moment_of(moment), chance)) == 26


def test_ids_of_one_transaction_keep_their_order(ledger: Ledger) -> None:
    by_chance = Ledger(ledger.engine)
    with by_chance.begin(FIRM, NOW) as tx:
        made = [tx.new_id() for _ in range(300)]
    assert made == sorted(set(made))


def test_a_token_depends_on_the_secret_and_on_the_letter() -> None:
    tokens = {
        letter_token(secret, letter)
        for secret in (b"a" * 32, b"b" * 32)
        for letter in ("one", "other")
    }
    assert len(tokens) == 4
    assert letter_token(b"a" * 32, "one") in tokens


def test_a_token_is_lower_case_and_has_26_characters() -> None:
    token = letter_token(b"a" * 32, "one")
    assert (len(token), token.isalnum(), token) == (26, True, token.lower())


def test_a_letter_has_the_same_token_in_every_version() -> None:
    known = "lmmueshg7ugpfjgfnnwtgqxv3q"
    assert letter_token(b"a" * 32, "one") == known
