"""What a person asks: answers as values, nothing is changed."""
