"""Grunden: what is true without a database. Nothing here knows Django."""
