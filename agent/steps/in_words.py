"""In words: what a customer's mail may mean, and what a letter is, for people."""

from __future__ import annotations

from agent.errors import Unreadable
from agent.letters.stage_names import stage_names
from agent.steps.desk import Desk

# How "he ..." goes on.
MEANINGS = {
    "says_paid": "says that he has paid",
    "promises_payment": "says that he will pay",
    "pays_on_condition": "will pay if, once or only after something happens",
    "asks_instalments": "asks to pay in parts, or later",
    "disputes": "contests the invoice, its amount or the work",
    "asks_documents": "asks for a copy or another paper",
    "asks_question": "asks something else",
    "names_other_contact": "names somebody else to write to",
    "person_left": "says that somebody no longer works there",
    "out_of_office": "is away",
    "automatic": "is a machine that answers",
    "acknowledges": "has received it, no more",
    "asks_to_stop": "wants no more mails",
    "hardship": "cannot pay: no money, insolvency, illness",
    "legal": "speaks of a lawyer, a court or a claim",
    "bank_details_change": "sends other bank details",
    "other": "says none of these",
    "work": "writes about the work, not about money",
}


def letter_in_words(desk: Desk, kind: str) -> str:
    """Say what a letter is; a stage of the owner's own by its name.

    The terminal speaks English. Where the words cannot be read, `doctor` says why.
    """
    try:
        return stage_names(desk.templates, "en").get(kind, kind)
    except Unreadable:
        return kind
