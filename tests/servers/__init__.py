"""Real mail and database servers, thrown away after the tests."""
