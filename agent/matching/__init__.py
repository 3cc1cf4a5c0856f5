"""Credits against open items: who paid what, said in reasons; pure."""
