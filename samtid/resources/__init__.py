"""Resurser: what a municipality spends, in time and in people."""
