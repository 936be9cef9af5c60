"""Mål och beslut: what the committee has decided and whether it became so; and the plans, from vision to figure.

KL 6 kap. 6 §, SoL 5 kap. 1 och 2 §§ (2025:400). A decision is owned, followed up on its day and never changed, only
corrected beside; a goal stays open until it is met or ended with a reason, and nothing is taken away. No row is about a
person who gets help: what looks like a number, a case or a name is refused or asked about (``ground/unnamed.py``).
"""
