"""Risker och egenkontroll: what may go wrong in a step and what is done about it, and the year's controls that tell by themselves.

SOSFS 2011:9 5 kap. 1 § (riskanalys) and 2 § (egenkontroll). An assessment stands and is followed by another; whether a figure
reached its limit is said by the database on its day, and what follows from it is written by whoever answers. Never about a person.
"""
