"""What a mail is: taken apart, recognised, tied to our letters. Pure."""
