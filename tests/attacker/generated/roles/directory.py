"""Kommunens katalog över SCIM, by a log-in of its own: it proposes who works here, and sees nobody else."""

from __future__ import annotations

from . import Role

ROLE = Role(
    "Kommunens katalog",
    purpose=None,
    login="scim",
    is_machine=True,
    changes=frozenset({"office_proposal", "oidc_link", "oidc_invitation", "organisation_staff"}),
)
