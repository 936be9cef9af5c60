"""Väggarna kring akten: ``seeing`` who sees a case, ``doors`` the ways through, ``log`` who has been there, ``shown`` who
was shown."""

from __future__ import annotations

from samtid.base.access.logins import OWNER
from samtid.base.access.walling import (
    NOBODY,
    AppendOnly,
    Authored,
    Did,
    Function,
    Sealed,
    Told,
    Trigger,
    Wall,
    done,
)
from samtid.base.access.walling.conditions import COMPARTMENTS, HERE, IN_CASE, ME

from ..words import Event
from . import doors, keys, log, place, protection, sealed, seeing, shown

# A verb that no room has said is its own (``Told``) is nobody's to write.
KNOWN_VERB = rf"""
begin
  if pg_has_role(current_user, '{OWNER}', 'member') then return new; end if;
  if not exists (select from pg_trigger t where t.tgrelid = tg_relid and t.tgname like 'told\_%'
      and position(quote_literal(new.verb) in pg_get_triggerdef(t.oid)) > 0) or new.verb !~ '^[a-z_]+$' then
    raise exception 'samtid: no room says that' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

WALLS = [
    *seeing.WALLS,
    *keys.WALLS,
    *doors.WALLS,
    *protection.WALLS,
    *log.WALLS,
    *shown.WALLS,
    *place.WALLS,
    *sealed.WALLS,
    Wall(
        "dossier_dossier",
        f"open_to && {COMPARTMENTS} and opened_in is distinct from {HERE} or id = any ((select access.my_dossiers())::uuid[])",
        verbs="select",
    ),
    Wall(
        "dossier_case",
        IN_CASE.replace("case_id", "id"),
        verbs="select",
        columns=["closed_at", "closing_reason"],
    ),
    # written, changed and signed in one's own name only; until it is signed it is its author's working paper and nobody
    # else's, whatever key they have (TF 2:12, SOSFS 2014:5)
    Wall(
        "dossier_note",
        f"({IN_CASE}) and (signed_at is not null or author_id = {ME})",
        write=f"({IN_CASE}) and author_id = {ME}",
        columns=[
            *("kind", "text", "source", "happened_at"),
            *("set_aside_at", "version", "changed_at", "changed_by_id"),
        ],
    ),
    # signed by ``access.sign_note`` only; until then nobody but its author changes it
    Authored(
        "dossier_note",
        Did("author_id", "written_at", "author_title"),
        [
            Did("changed_by_id", "changed_at"),
            Did(at="happened_at", earlier=True),
            Did(at="set_aside_at", undone=True),
        ],
        own=True,
        by_door=["signed_at"],
    ),
    AppendOnly("dossier_note", unless="old.signed_at is null"),
    Authored("dossier_case", then=[Did(at="closed_at")]),
    Authored("dossier_document", Did("filed_by_id", "filed_at")),
    Authored("dossier_event", Did("by_id", "at")),
    Function("access.known_verb()", "trigger", KNOWN_VERB, to=NOBODY, is_owners=False),
    Trigger("dossier_event_known_verb", "dossier_event", "before insert", "access.known_verb"),
    Told(
        "dossier",
        list(Event),
        done={
            Event.CASE_OPENED: "select from dossier_case t where t.id = new.case_id and t.opened_at = new.at",
            Event.CASE_CLOSED: "select from dossier_case t where t.id = new.case_id and t.closed_at = new.at",
            Event.NOTE_SIGNED: done("dossier_note", "signed_at", "author_id"),
            Event.NOTE_CORRECTED: done("dossier_note", "signed_at", "author_id", "t.corrects_id is not null"),
            Event.DOCUMENT_FILED: done("dossier_document", "filed_at", "filed_by_id"),
        },
        by_door=[
            *(
                Event.PROTECTION_SET,
                Event.PROTECTION_PROPOSED,
                Event.PROTECTION_AGREED,
                Event.PROTECTION_REFUSED,
            ),
            *(Event.KEY_GIVEN, Event.KEY_ENDED),
        ],
    ),
    # it counts anew when the day it began is corrected: to another moment before now
    Authored("dossier_clock", then=[Did(at="started_at", earlier=True), Did(at="stopped_at", earlier=True)]),
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
