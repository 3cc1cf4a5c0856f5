"""How many mails a second are read from Dovecot into the ledger, FULL (>= 400).

    python bench/intake.py [--mails 4000]

Every mail concerns receivables: it is fetched whole, kept, understood and applied.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

from agent.ledger import messages  # noqa: E402
from agent.steps import read_mail  # noqa: E402
from agent.steps.each import picture  # noqa: E402
from agent.steps.intake import take_file  # noqa: E402
from bench import world  # noqa: E402
from bench.ground import firm  # noqa: E402
from tests.e2e.config import OFFICE  # noqa: E402
from tests.e2e.house import House  # noqa: E402

_BODY = 2_500  # bytes of quoted text below a mail's own words, as people leave them


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=4000)
    count = parser.parse_args().mails
    made = world.make(1, 100, count)
    with firm() as house:
        take_file(house.desk, "fatture.csv", made.invoices)
        mails = [_longer(mail.raw) for mail in made.mails]
        random.Random(1).shuffle(mails)
        house.pair.deliver_bulk(OFFICE, mails)
        print(f"{count} mails of {sum(map(len, mails)) // count} bytes")
        _measure(house, count)
    return 0


def _longer(raw: bytes) -> bytes:
    quoted = b"> Gentile cliente, le ricordiamo la scadenza di cui sopra.\n"
    return raw + quoted * (_BODY // len(quoted))


def _measure(house: House, count: int) -> None:
    (source,) = house.desk.sources
    source.open()
    began, worked = time.monotonic(), _processor()
    kept = read_mail.store(house.desk, source)
    stored, stored_work = time.monotonic() - began, _processor() - worked
    read_mail.read(house.desk)
    took, work = time.monotonic() - began, _processor() - worked
    source.close()
    with picture(house.desk) as tx:
        states = messages.count(tx)
    assert states == {"read": kept}, states
    rest = took - stored
    print(
        f"kept {kept} in {stored:.1f} s ({kept / stored:.0f}/s), "
        f"read them in {rest:.1f} s ({kept / rest:.0f}/s)"
    )
    print(
        f"end to end: {kept / took:.0f} mails/s; {kept / work:.0f} per second of "
        f"processor time, {stored_work / work:.0%} of it to keep them (goal: 400/s)"
    )
    assert kept == count, f"{count - kept} were not thought to concern us"


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
