"""Vandringen: every table and every address as everyone on the staff; nothing is found without a key."""
