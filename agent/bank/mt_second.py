"""Second reader: what the package mt-940 finds in the same text."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from agent.bank.mt_line import MtLine
from agent.errors import Unreadable

_Seen = tuple[int, int, int, Decimal]
_NO_LOG = 100


def difference(ours: Sequence[tuple[int, MtLine]], rows: Sequence[str]) -> str:
    """Compare our lines with those of the second reader, in order.

    Args:
        ours: Each with the number of its row in the file.
        rows: The text without the SWIFT blocks.

    Returns:
        A sentence that names what differs; empty where nothing does.

    Raises:
        Unreadable: The second reader cannot read the text.
    """
    theirs = _second_reading("\n".join(rows))
    for (number, line), other in zip(ours, theirs, strict=False):
        if _seen(line) != other:
            return (
                f"line {number}: a second reader finds {_said(other)} where we read "
                f"{_said(_seen(line))}"
            )
    if len(ours) != len(theirs):
        return f"a second reader finds {len(theirs)} lines, we {len(ours)}"
    return ""


def _seen(line: MtLine) -> _Seen:
    amount = line.amount if line.is_credit else -line.amount
    on = line.value_on
    return on.year % 100, on.month, on.day, amount


def _said(seen: _Seen) -> str:
    year, month, number, amount = seen
    return f"{amount} of {number}.{month}.{year:02}"


def _second_reading(text: str) -> list[_Seen]:
    # Not mt940.parse: it takes a text that names a file for the file.
    from mt940 import Options, models, tags

    tags.logger.setLevel(_NO_LOG)  # its complaints quote what people wrote
    found = models.Transactions(
        processors={"post_transaction_details": []},
        tags={tags.StatementGLS.id: tags.StatementGLS()},
        options=Options.all(),
    )
    try:
        found.parse(text)
        return [
            (on.year % 100, on.month, on.day, amount.amount)
            for on, amount in ((one.data["date"], one.data["amount"]) for one in found)
        ]
    except Exception as error:
        raise Unreadable("a second reader cannot read it") from error
