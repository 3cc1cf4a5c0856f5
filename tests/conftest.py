"""What every test may ask for."""

from hypothesis import settings

pytest_plugins = ["tests.servers.fixtures", "tests.e2e.figures"]

# Tests never time: a busy machine may take its while over an example.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
