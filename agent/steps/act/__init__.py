"""What a person does: each act is one transaction, with his name in the log."""
