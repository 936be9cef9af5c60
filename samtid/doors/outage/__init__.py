"""Avbrottspaketet: what a unit needs on paper when the system is away.

The day's time limits, visits and contact sheets, as the one who prints them may see them, and blank
sheets for what happens meanwhile. Printed beforehand, every morning, by whoever keeps the binder: a child's protection is
assessed at once, with or without a computer (SoL 20 kap. 1 §).
"""
