"""Rättelser: a person's details and relations, the case that lay on the wrong person, two dossiers that are one.

Nothing is overwritten: what was, what became, why, who and when are kept, and every case concerned has a line.
"""
