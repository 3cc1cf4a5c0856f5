"""Letters: the words that customers and the user read."""
