"""Wiring: from settings to a desk. The only file that knows every package."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from agent import resources
from agent.bank.notices.senders import SHIPPED
from agent.channels.email import EmailChannel
from agent.channels.endpoint import HttpEndpoint
from agent.channels.pec import PecChannel
from agent.channels.smtp_login import SmtpLogin
from agent.clock import Clock, SystemClock
from agent.dunning.charges import LateTerms, unknown_rate
from agent.dunning.holidays import closed_days, either, off_days
from agent.dunning.rates import Tables, read_rates
from agent.errors import ConfigError
from agent.inbox.imap import ImapSource
from agent.inbox.imap_link import ImapLogin
from agent.inbox.source import Source
from agent.ledger.book import Ledger
from agent.ledger.engine import open_engine
from agent.ledger.migrate import upgrade
from agent.letters import templates
from agent.model.customer import Customer
from agent.settings import Settings
from agent.steps.desk import (
    Certified,
    Desk,
    Intake,
    Rules,
    Sending,
    Summary,
)
from agent.steps.readers import readers

LOG = logging.getLogger("sollecito")
# What is odd in a stranger's file is no event of ours.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def open_desk(
    settings: Settings,
    clock: Clock | None = None,
    entropy: Callable[[int], bytes] = secrets.token_bytes,
) -> Desk:
    """Put everything together that a step works with.

    Args:
        clock: The machine's own by default.
        entropy: Gives n random bytes for ids and secrets; the demo's repeat.

    Raises:
        ConfigError: The ledger is newer than this program, or cannot be opened.
    """
    clock = clock or SystemClock(settings.zone)
    ledger = open_ledger(settings, clock, entropy)
    return Desk(
        firm=settings.ledger.firm,
        ledger=ledger,
        clock=clock,
        sender=settings.sender(),
        own_addresses=settings.own_addresses,
        default_language=settings.firm.language,
        readers=readers(
            settings.intake.columns,
            settings.intake.customer_columns,
            settings.intake.statement_columns,
        ),
        rules=_rules(settings),
        sending=_sending(settings),
        summary=Summary(
            settings.summary.to,
            settings.summary_language,
            settings.summary.deputy or "",
            settings.summary.deputy_after,
        ),
        intake=_intake(settings),
        templates=templates.load(settings.templates.folder),
        late=_late(settings),
        log=LOG,
        worker=f"{os.getpid()}-{secrets.token_hex(4)}",
        sources=tuple(_source(settings, name) for name in settings.mailbox),
        channel=_channel(settings),
        pec=_pec(settings),
        second_reader=_second_reader(settings),
    )


def missing_rate(settings: Settings, day: date) -> str:
    """Say that no rate of interest is known for a day; empty where one is."""
    return unknown_rate(_late(settings), day)


def _late(settings: Settings) -> LateTerms:
    """Put the user's own rates of interest before those shipped."""
    shipped, own = resources.find("agent/dunning/law"), settings.interest
    late_payment = (shipped / "it_late_payment.csv").read_text("utf-8")
    legal = (shipped / "it_legal.csv").read_text("utf-8")
    law = Tables(
        (*(row.rate() for row in own.late_payment), *read_rates(late_payment)),
        (*(row.rate() for row in own.legal), *read_rates(legal)),
    )
    return LateTerms(law, own.letters, own.after_days)


def open_ledger(
    settings: Settings,
    clock: Clock,
    entropy: Callable[[int], bytes] = secrets.token_bytes,
) -> Ledger:
    """Open the ledger, bring its schema up to date, and make the firm's row.

    Raises:
        ConfigError: It is newer than this program, or cannot be opened.
    """
    ledger = Ledger(open_engine(settings.ledger_url().get_secret_value()), entropy)
    upgrade(ledger, clock.now())
    ledger.ensure_firm(settings.ledger.firm, clock.now())
    return ledger


def _rules(settings: Settings) -> Rules:
    dunning = settings.dunning
    hours = settings.office_hours()
    ours = either(
        closed_days(
            settings.firm.country,
            settings.firm.region,
            settings.closures(),
            settings.extra_holidays(),
        ),
        off_days(hours.weekdays),
    )

    @lru_cache(maxsize=4096)
    def theirs(country: str, region: str) -> Callable[[date], bool]:
        return either(ours, closed_days(country, region))

    def closed_for(customer: Customer) -> Callable[[date], bool]:
        return theirs(customer.country, customer.region)

    return Rules(
        procedures=settings.procedures(),
        default_procedure=dunning.procedure,
        hours=hours,
        is_closed=ours,
        is_closed_for=closed_for,
        groups=dunning.groups,
        calls_a_day=dunning.calls_a_day,
        look_back_days=dunning.look_back_days,
        default_due_days=dunning.default_due_days,
        self_collected=dunning.self_collected,
        returned=dunning.returned,
        proforma=dunning.proforma,
        tolerance=settings.residues.tolerance(),
        habits=dunning.habits,
        hour_cost=dunning.hour_cost,
        leave_share=dunning.leave_share,
    )


def _sending(settings: Settings) -> Sending:
    sending, smtp = settings.sending, settings.smtp
    return Sending(
        mode=sending.mode,
        answers=sending.answers,
        copies=sending.copies,
        thank_you=sending.thank_you,
        undo_minutes=sending.undo_minutes,
        approval_days=sending.approval_days,
        evidence_minutes=sending.evidence_minutes,
        retry_days=sending.retry_days,
        per_minute=smtp.per_minute if smtp else 20,
        plus_detail=smtp is not None and smtp.plus_detail is not False,
        receipts=smtp is not None and smtp.receipts,
        wants_delivered=smtp is not None and smtp.dsn_success,
        message_id_domain=settings.message_id_domain,
    )


def _intake(settings: Settings) -> Intake:
    boxes = settings.mailbox.items()
    return Intake(
        folder=settings.intake.folder,
        bank_senders=frozenset(each.lower() for each in settings.bank.senders),
        invoice_senders=frozenset(each.lower() for each in settings.intake.senders),
        since_days={name: box.since_days for name, box in boxes},
        owners={name: box.owner for name, box in boxes if box.owner},
        trusted={name: frozenset(box.trusted_authserv_ids) for name, box in boxes},
        customer_domains=frozenset(settings.customers.domains),
        notice_domains=SHIPPED | frozenset(settings.bank.notice_domains),
        sent_mailbox=settings.sent_mailbox,
        accounts=settings.accounts,
        stale_days=settings.bank.stale_days,
        own_vat_id=settings.firm.vat_id,
        open_items=settings.intake.open_items,
        open_items_days=settings.intake.open_items_days,
    )


def _source(settings: Settings, name: str) -> Source:
    box = settings.mailbox[name]
    return ImapSource(
        ImapLogin(
            host=box.host,
            port=box.port,
            user=box.user,
            password=lambda: settings.mailbox_password(name).get_secret_value(),
            ca_file=str(box.ca_file or ""),
            folders={
                "inbox": box.folders.inbox,
                "sent": box.folders.sent,
                "junk": box.folders.junk,
            },
        ),
        name,
    )


def _channel(settings: Settings) -> EmailChannel | None:
    smtp = settings.smtp
    if smtp is None:
        return None
    return EmailChannel(
        SmtpLogin(
            host=smtp.host,
            port=smtp.port,
            user=smtp.user,
            password=lambda: settings.smtp_password().get_secret_value(),
            tls=smtp.tls,
            ca_file=str(smtp.ca_file or ""),
            helo=settings.message_id_domain,
        )
    )


def _pec(settings: Settings) -> Certified | None:
    pec = settings.pec
    if pec is None:
        return None
    login = SmtpLogin(
        host=pec.host,
        port=pec.port,
        user=pec.user,
        password=lambda: settings.pec_password().get_secret_value(),
        tls=pec.tls,
        ca_file=str(pec.ca_file or ""),
        helo=settings.message_id_domain,
    )
    return Certified(pec.address.lower(), settings.pec_mailbox, PecChannel(login))


def _second_reader(settings: Settings) -> HttpEndpoint | None:
    reader = settings.reader
    if reader is None:
        return None
    return HttpEndpoint(
        reader.url,
        reader.model,
        key=lambda: settings.reader_key().get_secret_value(),
        ca_file=str(reader.ca_file or ""),
        seconds=reader.seconds,
    )


def require_live(desk: Desk) -> None:
    """Refuse to run without what the daemon cannot do without.

    Raises:
        ConfigError: No mailbox or no way out is configured.
    """
    if not desk.sources:
        raise ConfigError("no mailbox is configured; add a [mailbox.NAME] table")
    if desk.channel is None:
        raise ConfigError("no way out is configured; add an [smtp] table")
