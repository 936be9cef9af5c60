"""Fallen: what users of other systems met, each with the right value (docs/reference/fall.md)."""
