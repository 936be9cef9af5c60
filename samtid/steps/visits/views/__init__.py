"""Besökens sidor: one file for the visit, one for the one who goes, one for the one who plans."""
