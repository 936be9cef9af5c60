"""Schemats sidor."""
