"""The verbs `replies` and `learn`: what mails were taken for, and learning from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from agent.cli.opening import as_json, me, open_desk
from agent.cli.output import counted, show, show_json
from agent.cli.shell import Shell
from agent.cli.table import show_paragraph, show_table

if TYPE_CHECKING:  # the model stays out of `--help`
    from agent.steps.act.learning import Lesson, Understood

_ID = 6  # characters of an id that tell it from the others shown
_WORDS = 160


@click.command()
@click.argument("message", default="")
@click.option("--means", metavar="WORD,...", help="What it says, if not that.")
@click.option("--right", is_flag=True, help="It was right after all.")
@as_json
@click.pass_obj
def replies(
    shell: Shell, message: str, *, means: str | None, right: bool, as_json: bool
) -> None:
    """Show what customers' mails were taken for, or correct one.

    MESSAGE is its id, or the end of it; alone it shows the mail and the words that
    `--means` takes. A correction changes no hold; `sollecito learn` learns from it.
    """
    from agent.steps.act import learning
    from agent.steps.in_words import MEANINGS

    corrects = means is not None or right
    if (corrects and not message) or (means and right):
        raise click.UsageError("say MESSAGE with --means WORD,... or with --right")
    if message and not corrects:
        with open_desk(shell) as desk:
            one = learning.reply(desk, message)
        if as_json:
            show_json(one)
        else:
            _print_whole(shell, one)
        return
    with open_desk(shell) as desk:
        if message:
            words = [each.strip() for each in (means or "").split(",") if each.strip()]
            if not words and not right:
                raise click.UsageError(f"--means takes: {', '.join(MEANINGS)}")
            found: tuple[Understood, ...] = (
                learning.correct(desk, me(), message, words),
            )
        else:
            found = learning.replies(desk)
    if as_json:
        show_json(found)
        return
    for one in found:
        _print(one)
    if not found:
        shell.say("No person has written yet.")


def _print(one: Understood, *, whole: bool = False) -> None:
    taken = ", ".join(one.corrected or one.intents) or "nothing"
    by = " (you said so)" if one.corrected else ""
    show_paragraph(
        f"{one.message[-_ID:]} {one.arrived_at:%Y-%m-%d} {one.sender}: {taken}{by}"
    )
    words = " ".join(one.words.split())
    show_paragraph(words if whole else words[:_WORDS], "  ")


def _print_whole(shell: Shell, one: Understood) -> None:
    """Show a mail, what it was taken for, and what else it may mean."""
    from agent.steps.in_words import MEANINGS

    _print(one, whole=True)
    show_table(("word", "it means: he ..."), list(MEANINGS.items()))
    ends = one.message[-_ID:]
    shell.say(f"`sollecito replies {ends} --means WORD,...` corrects it.")


@click.command()
@click.option("--forget", is_flag=True, help="Read as the program was shipped.")
@as_json
@click.pass_obj
def learn(shell: Shell, *, forget: bool, as_json: bool) -> None:
    """Read mails better: learn from what you corrected in `replies`.

    This takes some minutes, and says how far it is. What was learned is then tried on
    letters it has not seen; where it would overlook a lawyer, an insolvency or new
    bank details more often than before, nothing is changed.
    """
    import random

    from agent.steps.act import learning

    with open_desk(shell) as desk:
        if forget:
            learning.forget(desk, me())
            shell.say("Mails are read as the program was shipped.")
            return
        shell.say("Reading all examples again together with your corrections.")
        seeded = random.Random(learning.SEED)  # noqa: S311 - it shuffles, it hides nothing
        known = learning.shipped_texts()

        def told(done: int, of: int) -> None:
            shell.say(f"{done} of {of} meanings learned")

        lesson = learning.learn(desk, me(), seeded, known, told)
    if as_json:
        show_json(lesson)
    else:
        _print_lesson(lesson)


def _print_lesson(lesson: Lesson) -> None:
    marks = (lesson.before, lesson.after)
    show(f"Learned from {counted(lesson.corrections, 'correction')}.")
    rows = [
        ("meanings found, and right", *(f"{each.micro:.1%}" for each in marks)),
        ("the rare ones counted alike", *(f"{each.macro:.1%}" for each in marks)),
        ("mails shown to you", *(f"{each.person:.0%}" for each in marks)),
        ("dangers overlooked", *(str(each.dangers) for each in marks)),
        ("work taken for money", *(str(each.false_holds) for each in marks)),
    ]
    show_table(
        ("tried on texts it never learned from", "read before", "reads now"),
        rows,
        right=(1, 2),
    )
