"""Försök ur katalogen: everything that a log-in may touch, tried as every role on rows of its own, of others, sealed, and opened by glass.

Nothing is listed: functions, tables, columns, sequences, settings and channels are asked of the live catalogue, roles are
the files of ``roles/``. What a type cannot say of a parameter stands in ``hints.py``; a function, address or role that no
attempt covers fails ``make check`` (``coverage.py``). ``judge.py`` says what may never come of an attempt.
"""
