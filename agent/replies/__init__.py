"""What a person's words say, and what follows from them. Pure."""
