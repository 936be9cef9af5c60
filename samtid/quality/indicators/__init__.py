"""Indikatorer: what is counted, how, and how it moves (SoL 5 kap. 2 §).

Everything is counted from what is written for somebody's sake; nobody registers anything for a statistic. The
database counts, and keeps what it has counted for groups of five persons and more: no figure here leads to anybody.
"""
