"""Vad som kan göras i en akt. One file for each part of it."""

from __future__ import annotations

from ..clocks import (
    close_case,
    close_if_waiting,
    close_when_done,
    extend_clock,
    keep_open,
    move_clock,
    record,
    recount_clock,
    reopen_clock,
    start_clock,
    start_local_clock,
    stop_clock,
    stop_local_clock,
)
from .cases import (
    break_glass,
    file_document,
    name_staff,
    open_case,
    open_dossier,
    open_page,
    protect_opened,
    set_protection,
    transfer,
)
from .drafts import (
    Keeping,
    drop_draft,
    keep_draft,
    throw_away,
)
from .notes import (
    change_note,
    correct_note,
    set_note_aside,
    sign_note,
    take_note_back,
    write_note,
)
from .protection import answer_protection, end_key, propose_protection, see_alarm

__all__ = [
    "Keeping",
    "answer_protection",
    "break_glass",
    "change_note",
    "close_case",
    "close_if_waiting",
    "close_when_done",
    "correct_note",
    "drop_draft",
    "end_key",
    "extend_clock",
    "file_document",
    "keep_draft",
    "keep_open",
    "move_clock",
    "name_staff",
    "open_case",
    "open_dossier",
    "open_page",
    "propose_protection",
    "protect_opened",
    "record",
    "recount_clock",
    "reopen_clock",
    "see_alarm",
    "set_note_aside",
    "set_protection",
    "sign_note",
    "start_clock",
    "start_local_clock",
    "stop_clock",
    "stop_local_clock",
    "take_note_back",
    "throw_away",
    "transfer",
    "write_note",
]
