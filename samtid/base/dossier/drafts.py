"""Utkast: what was typed and not sent, ready to be put back into its form."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from samtid.base.organisation.models import Staff

from . import queries


def restored(viewer: Staff, key: str) -> tuple[dict[str, Any], datetime | None]:
    """The fields of the viewer's draft of a form, and when it was kept; nothing and None if there is none."""
    draft = queries.draft(viewer, key)
    return (draft.fields, draft.saved_at) if draft else ({}, None)
