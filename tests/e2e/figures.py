"""Figures that tests hand over are printed at the end, from every worker."""

from collections.abc import Callable, Iterable

import pytest

_NAME = "figures"
Tell = Callable[[Iterable[object]], None]


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Give a function that keeps lines for the end of the run."""
    return lambda lines: record_property(_NAME, "\n".join(map(str, lines)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was told, under the name of its test."""
    for report in terminalreporter.getreports("passed"):
        for name, text in report.user_properties:
            if name == _NAME and report.when == "call":
                terminalreporter.section(report.nodeid)
                terminalreporter.write_line(str(text))
