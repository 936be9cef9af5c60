"""Försening: the party is told of it and why, and may once ask that the matter is decided (FL 11 and 12 §§).

After the investigation, whose time it is; before the decisions, which end it (docs/decisions/0122).
"""
