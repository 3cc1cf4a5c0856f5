"""The configuration: one TOML file, read whole or refused with every fault."""

from agent.settings.load import examine, load, load_partial, loads
from agent.settings.model import Settings
from agent.settings.partial import Partial

__all__ = ["Partial", "Settings", "examine", "load", "load_partial", "loads"]
