"""Avvikelser: what went wrong, in tracks that each have a clock and a secrecy of their own.

SoL 5:1 and 27 kap. (2025:400), LSS 24 a–g §§, SOSFS 2011:9 5 kap., dataskyddsförordningen art. 33, AFS. A deviation, a complaint, a
lex Sarah, a work environment incident and a data breach are different things in one place, never one list: one report
may open several. Nobody is named in a list, and nobody who reports is told on.
"""
