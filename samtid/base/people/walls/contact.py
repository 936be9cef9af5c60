"""Kontaktuppgifter: changed through a door, by those who work with the case and not by those who only come home."""

from __future__ import annotations

from samtid.base.access.walling import Function
from samtid.base.organisation import roles

CONTACT = ("address", "postcode", "locality", "phone", "school", "interpreter")
SET = ", ".join(f"{name} = coalesce(changed->>'{name}', {name})" for name in CONTACT)

# A carrying-out unit sees where to go; where somebody lives is for those with a key to the case to say.
CHANGE_CONTACT = f"""
begin
  if not access.has_role(array[{roles.in_sql(roles.RECEIVES_CASES)}]) or not exists (
    select 1 from people_person p where p.id = wanted
      and (p.open_to && access.my_compartments() and p.opened_in is distinct from access.here()
        or exists (select 1 from people_presence f where f.person_id = p.id and f.reach = 'case'
          and f.case_id = any (access.my_cases()) and f.given_in is distinct from access.here()))) then
    raise exception 'samtid: no key to this person' using errcode = 'insufficient_privilege';
  end if;
  update people_person set {SET} where id = wanted;
end
"""

WALLS = [Function("access.change_contact(wanted uuid, changed jsonb)", "void", CHANGE_CONTACT)]
