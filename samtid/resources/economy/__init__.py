"""Ekonomi: what care costs, what moves it, and what the ledger says (SoL 5 kap. 1 §, KL 11 kap.).

The money is counted from what is written for somebody's sake – nights of care and visits, at the price of their day.
Whoever steers sees figures of five persons or more, never a person.
"""
