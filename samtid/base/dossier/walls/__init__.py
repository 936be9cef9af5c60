"""Väggarna kring akten: ``seeing`` who sees a case, ``doors`` the ways through, ``log`` who has been there, ``shown`` who
was shown."""

from __future__ import annotations

from samtid.base.access.walling import AppendOnly, Sealed, Wall
from samtid.base.access.walling.conditions import COMPARTMENTS, IN_CASE, ME

from . import doors, log, place, seeing, shown

WALLS = [
    *seeing.WALLS,
    *doors.WALLS,
    *log.WALLS,
    *shown.WALLS,
    *place.WALLS,
    Wall(
        "dossier_dossier",
        f"open_to && {COMPARTMENTS} or id = any ((select access.my_dossiers())::uuid[])",
        verbs="select",
    ),
    Wall(
        "dossier_case",
        IN_CASE.replace("case_id", "id"),
        verbs="select",
        columns=["closed_at", "closing_reason"],
    ),
    # written, changed and signed in one's own name only
    Wall(
        "dossier_note",
        IN_CASE,
        write=f"({IN_CASE}) and author_id = {ME}",
        columns=[
            *("kind", "text", "source", "happened_at", "written_at", "signed_at"),
            *("set_aside_at", "version", "changed_at", "changed_by_id"),
        ],
    ),
    AppendOnly("dossier_note", unless="old.signed_at is null"),
    Wall("dossier_document", IN_CASE),
    AppendOnly("dossier_document"),
    Wall("dossier_event", IN_CASE),
    AppendOnly("dossier_event"),
    Wall(
        "dossier_clock",
        IN_CASE,
        columns=[
            *("extended_to", "extension_reason", "due_on", "stopped_at"),
            *("started_at", "legal_on", "rolled_on"),  # it counts anew when the day it began is corrected
        ],
    ),
    Wall("dossier_draft", f"staff_id = {ME}", verbs="select, insert, update, delete"),
    Sealed("people_relation"),
    Sealed("dossier_note"),
    Sealed("dossier_document"),
    Sealed("dossier_event"),
    Sealed("dossier_clock"),
]
