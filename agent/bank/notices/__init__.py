"""What the mails of banks and payment services say."""
