"""Demokommunen: a municipality to walk around in, made from real figures and invented people.

``figures``, ``population``, ``names``, ``volumes`` and ``organisation_plan`` are the pure half: plain values
from ``(municipality code, seed, size)``, without Django or a database.
"""
