"""Angriparen: somebody with arbitrary SQL as the web's own log-in, and what each attempt gives."""
