"""Dörrarna: what a crowd at the open way in costs the staff."""
