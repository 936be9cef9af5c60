"""Väggarna kring utredningen, and the one thing that others may know across them."""

from __future__ import annotations

from samtid.base.access.walling import AppendOnly, Function, Sealed, Wall
from samtid.base.access.walling.conditions import IN_CASE

# SoL 20:2: no decision is needed while an investigation is open, so whoever holds a case about a person may
# know that another unit is already investigating, and where; nothing else. Not when the person is protected.
ONGOING = """
begin
  if not access.may_see_case(wanted) then return; end if;
  return query
    select i.id, i.compartment_id, c.caseworker_id, i.opened_at
    from investigations_investigation i
      join dossier_case c on c.id = i.case_id
      join dossier_case mine on mine.dossier_id = c.dossier_id
    where mine.id = wanted and i.closed_at is null
      and (not i.is_sealed or access.may_see_case(c.id))
    order by i.opened_at limit 1;
end
"""

WALLS = [
    Wall(
        "investigations_investigation",
        IN_CASE,
        columns=[
            *("plan", "informed_at", "informed_how", "not_informed_reason"),
            *("closed_at", "closed_by_id", "outcome", "closing_reason"),
            *("version", "changed_at", "changed_by_id"),
        ],
    ),
    AppendOnly("investigations_investigation", unless="old.closed_at is null"),
    Wall("investigations_finding", IN_CASE),
    AppendOnly("investigations_finding"),
    Wall("investigations_childvoice", IN_CASE),
    AppendOnly("investigations_childvoice"),
    Wall(
        "investigations_proposal",
        IN_CASE,
        columns=[
            *("communicated_at", "communicated_how", "answer_by", "not_communicated_reason"),
            *("answered_at", "answer"),
        ],
    ),
    AppendOnly("investigations_proposal", unless="old.answered_at is null"),
    Sealed("investigations_investigation"),
    Sealed("investigations_finding"),
    Sealed("investigations_childvoice"),
    Sealed("investigations_proposal"),
    Function(
        "access.ongoing_investigation(wanted uuid)",
        "table (investigation uuid, compartment bigint, caseworker bigint, opened timestamptz)",
        ONGOING,
        volatility="stable",
    ),
]
