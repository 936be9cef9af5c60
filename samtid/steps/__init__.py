"""Stegen: the individual's way, in order."""
