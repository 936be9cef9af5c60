"""Databasmotorn: Django's PostgreSQL backend, which stamps each transaction with who is acting."""
