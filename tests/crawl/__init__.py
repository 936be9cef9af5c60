"""Rundan: every address as one of the staff, once per run, kept for all who have something to ask of the answers."""
