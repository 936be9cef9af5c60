"""Säkerhetskopian: the whole database in one file, and back again, proved equal.

``programs`` finds PostgreSQL's own ``pg_dump`` and ``pg_restore``; ``measure`` says what a database
holds; ``manifest`` is that, written down and signed; ``file`` is the tar that carries both. Why one
file, why age, and what is left out: ``docs/decisions/0031-one-backup-file.md``.
"""
