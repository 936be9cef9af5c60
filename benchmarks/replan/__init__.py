"""Omplanering: a morning with two ill, beside what a hand does."""
