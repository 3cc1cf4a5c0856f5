"""The command line: parses, prints, and asks the steps for everything else."""
