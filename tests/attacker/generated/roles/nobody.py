"""Ingen: the web's log-in without a stamp."""

from __future__ import annotations

from . import Role

ROLE = Role(
    "Ostämplad",
    purpose=None,
    changes=frozenset({"organisation_staff", "django_session", "access.pressing", "access.home_written"}),
)
