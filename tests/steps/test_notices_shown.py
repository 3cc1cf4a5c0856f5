"""What mail servers and robots said of a letter can be read as it came."""

from __future__ import annotations

import pytest

from agent.errors import Refused
from agent.steps.desk import Desk
from agent.steps.look.review import notices
from agent.steps.look.why import why
from tests.steps import given
from tests.steps.notices import notice

COMMAND = "`sollecito review letter 1 --notices`"


def test_why_names_the_command_that_shows_the_raw_notice(desk: Desk) -> None:
    given.arrives(desk, notice(about=given.one_letter(desk)))
    assert COMMAND in why(desk, "1/2026").paragraph
    assert COMMAND in why(desk, "Alfa").paragraph
    (told,) = notices(desk, 1)
    assert (told.sender, told.kind) == ("mailer-daemon@client.test", "bounce")
    assert "Diagnostic-Code: smtp; 550 5.1.1 no such user" in told.raw


def test_of_a_letter_nothing_came_about_there_is_nothing_to_show(desk: Desk) -> None:
    given.one_letter(desk)
    assert COMMAND not in why(desk, "1/2026").paragraph
    with pytest.raises(Refused, match="no notice about letter 1 came"):
        notices(desk, 1)
