"""Inget förlorat: real work over HTTP while the database, the web and the worker are killed at random.

``python -m tests.kill --seconds 3600 --seed 7`` for an hour; ``test_kill.py`` is the minute in CI.
"""
