"""Folders are known by their flags, else by their names in five languages."""

from __future__ import annotations

import pytest

from agent.inbox.imap_folders import Listed, choose
from agent.inbox.source import Folder


def listed(*names: str) -> list[Listed]:
    return [((rb"\HasNoChildren",), b"/", name) for name in names]


@pytest.mark.parametrize(
    ("sent", "junk"),
    [
        ("Sent", "Junk"),
        ("Sent Items", "Junk E-mail"),
        ("INBOX/Sent", "INBOX/Spam"),
        ("Posta inviata", "Posta indesiderata"),
        ("Elementi inviati", "SPAM"),
        ("Gesendete Objekte", "Spamverdacht"),
        ("Gesendet", "Unerwünscht"),
        ("Éléments envoyés", "Courrier indésirable"),
        ("Enviados", "Correo no deseado"),
        ("E\u0301le\u0301ments envoye\u0301s", "Indésirables"),
    ],
)
def test_the_names_of_five_languages_are_known(sent: str, junk: str) -> None:
    found = choose(listed("INBOX", "Archivio", sent, "Cestino", junk))
    assert found == (
        Folder("INBOX", "inbox"),
        Folder(sent, "sent"),
        Folder(junk, "junk"),
    )


def test_what_the_server_says_outweighs_a_name() -> None:
    gmail: list[Listed] = [
        ((rb"\HasNoChildren",), b"/", "Sent"),
        ((rb"\HasNoChildren", rb"\Sent"), b"/", "[Gmail]/Posta inviata"),
        ((rb"\JUNK",), b"/", "[Gmail]/Spam"),
        ((rb"\Noselect", rb"\HasChildren"), b"/", "[Gmail]"),
    ]
    assert [folder.name for folder in choose(gmail)] == [
        "INBOX",
        "[Gmail]/Posta inviata",
        "[Gmail]/Spam",
    ]


def test_somebodys_own_archive_is_not_taken_for_it() -> None:
    found = choose(listed("Archive/2019/Sent", "INBOX/Sent", "INBOX/Presented"))
    assert found[1] == Folder("INBOX/Sent", "sent")


def test_a_folder_that_cannot_be_opened_is_not_named() -> None:
    assert choose([((rb"\NoSelect",), b".", "Sent")]) == (Folder("INBOX", "inbox"),)


def test_a_server_without_a_delimiter_is_understood() -> None:
    assert choose([((), None, "Sent")])[1] == Folder("Sent", "sent")
