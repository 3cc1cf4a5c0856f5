"""The sample mails, by name."""

from pathlib import Path

FOLDER = Path(__file__).parent.parent / "data" / "mail"
NAMES = sorted(path.stem for path in FOLDER.glob("*.eml"))
TOKEN = "mfrggzdfmztwq2lknnwg23tpob"  # noqa: S105 - no secret, a letter's mark


def sample(name: str) -> bytes:
    return (FOLDER / f"{name}.eml").read_bytes()
