"""Write down what every key means, from the model itself."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from agent.dunning.procedure import SHIPPED
from agent.model.procedure import Procedure
from agent.settings.keys import ENTRY, NAME, Key, all_keys

_HEAD = """\
# Configuration

One TOML file says everything; `sollecito init` writes a first one, `sollecito config check`
tells every fault in it at once. It is looked for in this order: `--config FILE`,
`$SOLLECITO_CONFIG`, `./config.toml`, `~/.config/sollecito/config.toml`,
`/etc/sollecito/config.toml`. No password ever stands in it. Unknown keys are faults.
`NAME` stands for a name you choose. This page is written by `sollecito config reference`.
"""


def reference() -> str:
    """Write the complete reference as Markdown."""
    sections = [_section(table) for table in _tables()]
    return "\n".join([_HEAD, *sections, _shipped()])


def find(name: str) -> Key | None:
    """Find a key by its dotted name, chosen names filled in or not."""
    said = tuple(name.strip().strip("[]").split("."))
    return next((key for key in all_keys().values() if _is_named(key, said)), None)


def suggestions(name: str) -> list[str]:
    """List keys that somebody who typed this name may have meant."""
    paths = [key.path for key in all_keys().values()]
    last = name.rpartition(".")[2]
    same = [path for path in paths if path.rpartition(".")[2] == last]
    return same or get_close_matches(name, paths, n=3, cutoff=0.5)


def explain(key: Key) -> str:
    """Say in a few lines what a key means, and which keys a table holds."""
    lines = [key.path, f"  {key.meaning}", f"  expected  {key.expected}"]
    if key.is_required:
        lines.append("  required")
    elif key.default:
        lines.append(f"  default   {key.default}")
    inner = [each for each in all_keys().values() if _holder(each) == _plain(key)]
    width = max((len(each.place[-1]) for each in inner), default=0)
    lines += [
        f"  {each.place[-1]:{width}}  {each.meaning}" for each in inner if each.meaning
    ]
    return "\n".join(lines)


def tables() -> str:
    """List every table, each with its meaning."""
    found = [(_title(each), each.meaning) for each in _tables()]
    width = max(len(title) for title, _ in found)
    return "\n".join(f"{title:{width}}  {meaning}" for title, meaning in found)


def _tables() -> Iterator[Key]:
    """Give every key that holds other keys, not those that hold chosen names."""
    for key in all_keys().values():
        if key.inner:
            yield key


def _section(table: Key) -> str:
    rows = [key for key in all_keys().values() if key.place[:-1] == table.place]
    rows = [key for key in rows if not key.inner or key.place[-1] == NAME]
    return "\n".join(
        [
            f"## {_title(table)}",
            "",
            table.meaning,
            "",
            "| key | meaning | expected | default |",
            "|---|---|---|---|",
            *(_row(key) for key in rows),
            "",
        ]
    )


def _shipped() -> str:
    rows = [
        f"| `{each.name}` | {_stages(each)} | {each.minimum_days} | {each.most_a_month} |"
        for each in SHIPPED.values()
    ]
    return "\n".join(
        [
            "## Shipped procedures",
            "",
            "Days from the due date; a call is yours to make.",
            "",
            "| name | stages | minimum_days | most_a_month |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _stages(procedure: Procedure) -> str:
    return ", ".join(
        f"{each.name} {each.offset_days:+}{' working' if each.in_working_days else ''}"
        for each in procedure.stages
    )


def _title(table: Key) -> str:
    if table.place[-1] == ENTRY:
        return f"An entry of {'.'.join(table.place[:-1])}"
    return f"[{table.path}]"


def _row(key: Key) -> str:
    default = "required" if key.is_required else key.default
    cells = (f"`{key.place[-1]}`", key.meaning, key.expected, default)
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _is_named(key: Key, said: tuple[str, ...]) -> bool:
    place = _plain(key)
    return len(place) == len(said) and all(
        part in (word, NAME) for part, word in zip(place, said, strict=True)
    )


def _plain(key: Key) -> tuple[str, ...]:
    """Give a key's place as people say it: the numbers of entries left out."""
    return tuple(part for part in key.place if part != ENTRY)


def _holder(key: Key) -> tuple[str, ...]:
    return _plain(key)[:-1] if key.place[-1] != ENTRY else ()
