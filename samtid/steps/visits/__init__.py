"""Besök: avtalade, planerade och utförda, eller varför de inte blev av.

SoL 10:3–10:4 (2025:400): time and manner are chosen with the person as far as possible. A visit hangs
on a service, so the unit that carries it out sees it and nothing of the case behind.
"""
