"""The table of verbs: what each is for, and where its command lies.

Help is printed from this table alone; a verb's module is imported when it is used.
"""

from __future__ import annotations

from typing import NamedTuple


class Verb(NamedTuple):
    """Where a command lies, as "module:name", and its one-line help."""

    target: str
    help: str


_LOOKING, _REVIEWING = "agent.cli.looking", "agent.cli.reviewing"
_CASES, _MONEY = "agent.cli.cases", "agent.cli.money"
_SENDING, _RUNNING = "agent.cli.sending", "agent.cli.running"

SECTIONS: dict[str, dict[str, Verb]] = {
    "Every day": {
        "status": Verb(f"{_LOOKING}:status", "Show where everything stands."),
        "summary": Verb(f"{_LOOKING}:summary", "Show the daily summary as of now."),
        "review": Verb(f"{_REVIEWING}:review", "Decide what waits for you."),
        "replies": Verb(
            "agent.cli.learning:replies",
            "Show what customers' mails were taken for, or correct one.",
        ),
        "approve": Verb(f"{_SENDING}:approve", "Let proposed letters leave."),
        "calls": Verb(f"{_LOOKING}:calls", "List whom to phone."),
        "call": Verb(
            f"{_CASES}:call", "Show a call's sheet, note its outcome, or take one back."
        ),
        "why": Verb(f"{_LOOKING}:why", "Explain an invoice or a customer."),
        "preview": Verb(f"{_LOOKING}:preview", "Show which letters would come."),
    },
    "Invoices and money": {
        "import": Verb(f"{_RUNNING}:import_files", "Take in invoices and bank files."),
        "bank": Verb(
            "agent.cli.bank:bank",
            "Say how your bank's files are read, and whose mails are believed.",
        ),
        "invoices": Verb(f"{_MONEY}:invoices", "List open invoices, or edit one."),
        "payments": Verb(f"{_MONEY}:payments", "List payments."),
        "pay": Verb(f"{_MONEY}:pay", "Enter cash, a cheque, a set-off, an advance."),
        "returned": Verb(
            f"{_MONEY}:returned",
            "Note that a RiBa or direct debit came back unpaid (insoluto), or undo it.",
        ),
        "write-off": Verb(
            f"{_MONEY}:write_off", "Give up what is open of an invoice, or ask again."
        ),
    },
    "Customers": {
        "customers": Verb(
            "agent.cli.customers:customers", "List customers, or edit one."
        ),
        "promise": Verb(
            f"{_CASES}:promise", "Record a promise to pay, or take one back."
        ),
        "plan": Verb(
            "agent.cli.planning:plan",
            "Agree on payment in parts, or end that; WHO alone shows his plan.",
        ),
        "dispute": Verb(
            f"{_CASES}:dispute",
            "Record that an invoice is contested, or how that ended.",
        ),
        "hold": Verb(
            f"{_CASES}:hold", "Stop writing to a customer, or about one invoice."
        ),
        "release": Verb(f"{_CASES}:release", "End holds."),
    },
    "The service": {
        "run": Verb(f"{_RUNNING}:run", "Work as the daemon, or one round (--once)."),
        "go-live": Verb(f"{_SENDING}:go_live", "Switch sending to customers on."),
        "pause": Verb(f"{_SENDING}:pause", "Stop every letter to customers."),
        "resume": Verb(f"{_SENDING}:resume", "Let letters leave again after a pause."),
        "doctor": Verb("agent.cli.doctor:doctor", "Look for faults, name the cure."),
        "read": Verb(f"{_RUNNING}:read", "Say what mails and files are and hold."),
        "learn": Verb(
            "agent.cli.learning:learn",
            "Read mails better: learn from what you corrected in `replies`.",
        ),
        "events": Verb(f"{_LOOKING}:events", "Show the log."),
        "quarantine": Verb(f"{_RUNNING}:quarantine", "What could not be read."),
    },
    "Set up": {
        "init": Verb("agent.cli.init:init", "Write a first configuration."),
        "config": Verb(
            "agent.cli.config:config", "Check the configuration, explain its keys."
        ),
        "install-service": Verb(
            "agent.cli.service:install_service", "Put the systemd unit in place."
        ),
        "demo": Verb("agent.cli.demo:demo", "Play a sample firm for six weeks."),
    },
}

VERBS: dict[str, Verb] = {
    name: verb for section in SECTIONS.values() for name, verb in section.items()
}
