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
    known = one.corrected or one.intents
    taken = "; ".join(map(_in_words, known)) or "nothing"
    by = " (you said so)" if one.corrected else ""
    show_paragraph(
        f"{one.message[-_ID:]} {one.arrived_at:%Y-%m-%d} {one.sender}: {taken}{by}"
    )
    words = " ".join(one.words.split())
    show_paragraph(words if whole else words[:_WORDS], "  ")


def _in_words(meaning: str) -> str:
    """Say what a mail means as `why` does, with the word that `--means` takes."""
    from agent.steps.in_words import MEANINGS

    return f"{MEANINGS.get(meaning, meaning)} ({meaning})"


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
        learning.to_learn_from(desk)  # else this is not even begun
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
    before, after = lesson.before, lesson.after
    show(f"Learned from {counted(lesson.corrections, 'correction')}.")
    # What is told, both figures as shown, and by how much it became better.
    rows = [
        (name, shape.format(was), shape.format(now), (now - was) * sign)
        for name, shape, sign, was, now in (
            ("meanings found, and right", "{:.1%}", 1, before.micro, after.micro),
            ("the rare ones counted alike", "{:.1%}", 1, before.macro, after.macro),
            ("mails shown to you", "{:.0%}", -1, before.person, after.person),
            ("dangers overlooked", "{}", -1, before.dangers, after.dangers),
            ("work taken for money", "{}", -1, before.false_holds, after.false_holds),
        )
    ]
    show_table(
        ("tried on texts it never learned from", "read before", "reads now"),
        [row[:3] for row in rows],
        right=(1, 2),
    )
    changed = [(name, gain) for name, was, now, gain in rows if was != now]
    better = "; ".join(name for name, gain in changed if gain > 0) or "nothing"
    worse = "; ".join(name for name, gain in changed if gain < 0) or "nothing"
    show_paragraph(
        "From now on mails are read by what was learned: no more dangers are "
        f"overlooked than before, and that decides. Better: {better}. Worse: {worse}."
    )
    show("`sollecito learn --forget` reads as the program was shipped.")
