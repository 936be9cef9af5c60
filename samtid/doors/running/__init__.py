"""Driften: what must be true before anybody is let in, and what the one who keeps it running can see.

No line here is about anybody: health, readiness and figures tell of the program and its database only.
"""
