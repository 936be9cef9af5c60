"""Bakgrundsarbetets tabeller: in the schemas ``worker`` and ``queue``, beside Django's.

They are made by ``migrations/0001_initial.py`` and ``queue.py``, since the web's role must not even know them:
``worker.seal`` (the checksum of each signed note), ``worker.round`` (what has been done), ``worker.fault``
(what was found not to be as it was written), and procrastinate's own in ``queue``. None has words about a person.

The file is here because Django tells only apps that have one that a migration is over.
"""
