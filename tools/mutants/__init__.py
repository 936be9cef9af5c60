"""Mutanterna: small faults put into the program one at a time, to see whether a test notices. ``make mutants``.

Nothing in the tree is changed: a mutant is planted when its module is imported, in a process of its own. Why a tool of
our own: ``docs/decisions/0041-mutants.md``.
"""
