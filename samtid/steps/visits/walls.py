"""Väggen kring besöken: who sees the service sees its visits, and may report them."""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, AppendOnly, Authored, Did, Function, Sealed, Trigger, Wall
from samtid.base.access.walling.conditions import IN_SERVICE

# The person comes from the service, whatever was said.
FOLLOWS = """
begin
  select s.case_id, s.provider_id, s.person_id into new.case_id, new.provider_id, new.person_id
    from services_service s where s.id = new.service_id;
  return new;
end
"""

WALLS = [
    Function("access.visit_follows_service()", "trigger", FOLLOWS, to=NOBODY),
    Trigger(
        "visits_visit_follows_service",
        "visits_visit",
        "before insert or update of case_id, service_id",
        "access.visit_follows_service",
    ),
    Wall(
        "visits_visit",
        IN_SERVICE,
        columns=[
            *("planned_at", "minutes", "what", "place", "needs_two", "staff_id", "second_id"),
            *("carried_out_at", "minutes_done", "outcome_note"),
            *("not_carried_out_at", "not_carried_out_reason", "reported_by_id"),
        ],
    ),
    Authored(
        "visits_visit",
        Did("agreed_by_id", "agreed_at"),
        [Did("reported_by_id", "carried_out_at", or_at="not_carried_out_at")],
    ),
    Sealed("visits_visit"),
    # what has been reported stands
    AppendOnly("visits_visit", unless="old.carried_out_at is null and old.not_carried_out_at is null"),
]
