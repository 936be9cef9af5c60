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

# The first log-in of somebody new: the code is spent, and the e-legitimation is theirs from today. Says nothing of
# why not, so that a code cannot be guessed at.
REDEEM = """
declare today date := (access.at() at time zone 'Europe/Stockholm')::date; held oidc_invitation;
begin
  if today is null then raise exception 'samtid: nobody is acting' using errcode = 'insufficient_privilege'; end if;
  select i.* into held from oidc_invitation i join organisation_staff s on s.id = i.staff_id
    where i.code_hash = sha256(convert_to(wanted_code, 'UTF8')) and i.used_at is null and i.valid_until > access.at()
      and s.valid_from <= today and (s.valid_to is null or s.valid_to >= today)
    for update of i;
  if not found then return null; end if;
  -- one identity is one person: somebody who works here already is nobody else
  if exists (select from oidc_link l where l.issuer = wanted_issuer and l.subject = wanted_subject
      and (l.valid_to is null or l.valid_to >= today)) then return null; end if;
  -- a new e-legitimation takes the place of the old: one that was lost is dead, and whoever's place somebody else took
  -- is logged out and sees it at once
  delete from oidc_link where staff_id = held.staff_id and valid_from >= today;
  update oidc_link set valid_to = today - 1 where staff_id = held.staff_id and (valid_to is null or valid_to >= today);
  update organisation_staff
    set password = '!' || replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')
    where id = held.staff_id;
  insert into oidc_link (id, staff_id, issuer, subject, valid_from)
    values (gen_random_uuid(), held.staff_id, wanted_issuer, wanted_subject, today);
  update oidc_invitation set used_at = access.at() where id = held.id;
  return held.staff_id;
end
"""

WALLS = [
    Wall("oidc_invitation", "false", verbs=""),
    Function(
        "access.redeem_invitation(wanted_code text, wanted_issuer text, wanted_subject text)", "int", REDEEM
    ),
    Wall("oidc_link", f"staff_id = {ME}", write="false", verbs="select"),
    Function(
        "access.staff_of_identity(wanted_issuer text, wanted_subject text)",
        "int",
        STAFF_OF_IDENTITY,
        volatility="stable",
    ),
]
