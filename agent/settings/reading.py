"""Who reads: what a configuration, partial as it may be, says of the firm."""

from __future__ import annotations

from pathlib import Path

from agent.bank.notices.senders import SHIPPED
from agent.settings.load import load_partial
from agent.steps.contents import Apart
from agent.steps.examine import Firm
from agent.steps.notices import Trust


def reading_firm(config: Path, apart: Apart) -> Firm:
    """Give all that a mail's meaning depends on.

    Args:
        apart: Runs a reader over files that strangers attach.

    Raises:
        ConfigError: A key that stands in it is wrong.
    """
    partial = load_partial(config)
    return Firm(
        addresses=frozenset(each.lower() for each in partial.firm.addresses),
        message_id_domain=partial.firm.message_id_domain.lower(),
        trust=Trust(
            servers=partial.trusted_authserv_ids,
            services=SHIPPED | frozenset(partial.bank.notice_domains),
            customers=frozenset(partial.customers.domains),
            ibans=partial.firm.ibans,
            apart=apart,
        ),
    )
