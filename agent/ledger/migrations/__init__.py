"""Every step the schema ever took, oldest first in the chain of revisions."""
