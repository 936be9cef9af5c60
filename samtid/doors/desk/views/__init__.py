"""Skrivbordets sidor: the day, the unit, the dossier, search and keys."""
