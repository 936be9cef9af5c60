"""Underlag: small files from public sources; README.md names each source and licence."""
