"""Basen: what every step stands on."""
