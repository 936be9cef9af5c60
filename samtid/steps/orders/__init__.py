"""Beställningar: mellan den som beslutar och den enhet som utför.

SoL 34:1 och 10:4 (2025:400). An order hangs on a service: when help is wished to begin and what whoever comes must know.
The unit says that it has seen it, takes it or cannot, and what was said stands. It never sees the case behind.
"""
