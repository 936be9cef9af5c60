"""Loggen över en utskriven reservpärm, where the one who prints sees services but not the cases they lie in."""

from __future__ import annotations

from samtid.base.access.walling import Function

# As ``access.open_services``: the line names the dossier, which the carrying-out unit itself never learns,
# and lies where the reader's key came from. Whose case is seen has been logged by the case already.
PRINTED = """
begin
  insert into access_opening (id, at, staff_id, action, dossier_id, compartment_id, page, why)
    select gen_random_uuid(), moment, access.me(), 'print', f.dossier_id, f.compartment_id, name, reason
    from (select distinct c.dossier_id,
        case when s.provider_id = any (access.my_visiting()) then s.provider_id else s.compartment_id end compartment_id
      from services_service s join dossier_case c on c.id = s.case_id
      where s.id = any (wanted) and access.me() is not null and access.may_see_service(s.id)) f;
end
"""

WALLS = [
    Function(
        "access.print_services(wanted uuid[], name text, reason text, moment timestamptz)", "void", PRINTED
    ),
]
