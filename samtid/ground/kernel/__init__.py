"""Kärnan: arithmetic on arrays. No database, no web, no clock of its own."""
