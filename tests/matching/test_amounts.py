from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agent.matching.amounts import FitKind, explained, explanations, is_typed
from agent.model.invoice import Basis


@pytest.mark.parametrize(
    ("paid", "due", "kind"),
    [
        (122_000, 122_000, "exact"),
        (122_000 - 20_000, 122_000, "withholding"),
        (126_880 - 20_000, 126_880, "withholding"),
        (80_000, 100_000, "withholding"),
        (100_000, 122_000, "split_vat"),
        (100_000, 110_000, "split_vat"),
        (122_000, 102_000, "gross"),
        (121_800, 122_000, "stamp"),
        (122_200, 122_000, "stamp"),
        (121_950, 122_000, "rounding"),
        (122_050, 122_000, "rounding"),
        (120_750, 122_000, "fee"),
        (119_560, 122_000, "discount"),
        (118_340, 122_000, "discount"),
        (61_000, 122_000, "part"),
        (150_000, 122_000, "over"),
    ],
)
def test_the_likeliest_explanation_comes_first(
    paid: int, due: int, kind: FitKind
) -> None:
    fit = explanations(paid, due)[0]

    assert (fit.kind, fit.difference) == (kind, paid - due)


@settings(deadline=None)
@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_every_amount_has_an_explanation_and_the_last_one_always_holds(
    paid: int, due: int
) -> None:
    found = explanations(paid, due)

    assert found[-1].kind in {"exact", "part", "over"}
    assert all(is_typed(fit) for fit in found[:-1])


_OPEN = st.integers(1, 30_000)
_BASIS = st.builds(Basis, *(st.sampled_from([0, 1_000, 5_000, 12_200]) for _ in "123"))


@settings(deadline=None, max_examples=1_000)
@given(st.integers(1, 30_000), _OPEN, _BASIS)
@example(15_000, 10_000, Basis(withheld=5_000))  # far, but stated
def test_what_has_a_name_is_the_likeliest_explanation_or_none(
    paid: int, due: int, basis: Basis
) -> None:
    first = explanations(paid, due, basis)[0]
    has_a_name = first.kind == "exact" or is_typed(first)

    assert explained(paid, due, basis) == (first if has_a_name else None)
