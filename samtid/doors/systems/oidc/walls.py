"""Väggen kring länkarna: the web may ask whose one identity is, and each may see their own. Nobody may write."""

from __future__ import annotations

from samtid.base.access.walling import Function, Wall
from samtid.base.access.walling.conditions import ME

# Answers before anybody is logged in, so the open purpose will do; but something must have been said.
STAFF_OF_IDENTITY = """
declare today date := (access.at() at time zone 'Europe/Stockholm')::date; found int;
begin
  if today is null then raise exception 'samtid: nobody is acting' using errcode = 'insufficient_privilege'; end if;
  select l.staff_id into found from oidc_link l join organisation_staff s on s.id = l.staff_id
    where l.issuer = wanted_issuer and l.subject = wanted_subject
      and l.valid_from <= today and (l.valid_to is null or l.valid_to >= today)
      and s.valid_from <= today and (s.valid_to is null or s.valid_to >= today);
  return found;
end
"""

WALLS = [
    Wall("oidc_link", f"staff_id = {ME}", write="false", verbs="select"),
    Function(
        "access.staff_of_identity(wanted_issuer text, wanted_subject text)",
        "int",
        STAFF_OF_IDENTITY,
        volatility="stable",
    ),
]
