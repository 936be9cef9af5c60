"""Kvaliteten: the quality system, inside the steps it is about (SoL 5 kap.)."""
