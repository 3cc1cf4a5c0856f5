"""The acceptance run: a firm's quarter on real servers, every promise watched from outside.

    python -m bench.quarter [--rows 3,20] [--keep FOLDER]

One firm, thirteen weeks (September to November 2024: the end of summer time, and
All Saints' Day on a Friday), one real Dovecot and Postfix. The program runs as
processes of its own, and a person types its verbs. `chapters` tells the stories:
each is a sentence on rows of the product's table, and what must be seen.
"""
