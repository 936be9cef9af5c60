"""Väggarna kring uppföljningen: those who hold the case, and nobody else. What was said stands."""

from __future__ import annotations

from samtid.base.access.walling import AppendOnly, Authored, Did, Sealed, Told, Wall, done
from samtid.base.access.walling.conditions import IN_CASE

from .words import Event

WALLS = [
    Told(
        "followup",
        list(Event),
        done={
            Event.FOLLOWED_UP: done("followup_followup", "at", "by_id"),
            Event.FED_BACK: done("followup_feedback", "at", "by_id"),
        },
    ),
    Wall("followup_followup", IN_CASE),
    Wall("followup_goalresult", IN_CASE),
    Wall("followup_feedback", IN_CASE, columns=["reply", "reply_says", "replied_at"]),
    Authored("followup_followup", Did("by_id", "at")),
    Authored("followup_feedback", Did("by_id", "at"), [Did(at="replied_at", earlier=True)]),
    Sealed("followup_followup"),
    Sealed("followup_goalresult"),
    Sealed("followup_feedback"),
    AppendOnly("followup_followup"),
    AppendOnly("followup_goalresult"),
    # the person's reply may be added once
    AppendOnly("followup_feedback", unless="old.replied_at is null and new.text = old.text"),
]
