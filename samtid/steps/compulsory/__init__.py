"""Vård utan samtycke: what was decided, what must be done within which day, and what lapses if it is not.

LVU (1990:52) to 2026-12-31 and lag (2026:1600) from 2027-01-01, which takes over what is going on (docs/decisions/0102). A
track lies in its child's case, behind the same wall. All that is counted is told by the steps that stand (``rules/state.py``).
"""
