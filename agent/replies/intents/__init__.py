"""What a mail may want: one file for each."""
