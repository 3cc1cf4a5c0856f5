"""Bank: statement files read into lines, each recognised when it comes again."""
