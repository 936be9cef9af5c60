"""Systemförvaltare."""

from __future__ import annotations

from . import QUEUE, TRACES, Role

ROLE = Role("Systemförvaltare", "ola", changes=TRACES | QUEUE | {"office_proposal", "oidc_invitation"})
