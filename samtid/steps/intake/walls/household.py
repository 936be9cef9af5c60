"""Tillsammans inkomna: those who came in together are taken to live together: the place said of one tells where the other is.

Whether somebody in a report is protected is known past the walls; a colleague without the key learns only that the
place is not to be told.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, Function, Trigger

# Who is known in a report by now; those whose case is another's are near them.
TOGETHER = """
begin
  return array(select distinct d.person_id from intake_report r join dossier_case c on c.id = r.case_id
    join dossier_dossier d on d.id = c.dossier_id where r.receipt = wanted);
end
"""

# What opens, opens in the next transaction (access.here).
GUARD_RECEIPT = """
begin
  update intake_report r set is_guarded = g.yes,
      opened_in = case when g.yes then r.opened_in else pg_current_xact_id() end
    from (select exists (select 1 from people_person p where p.id = any (access.came_together(wanted))
      and (p.protection <> 'none' or p.is_guarded)) as yes) g
    where r.receipt = wanted and r.is_guarded is distinct from g.yes;
end
"""

IDENTIFIED = """
begin
  -- one who comes in after the others of the same report is taken to live with them from the first
  if new.case_id is null then
    if exists (select 1 from intake_report r where r.receipt = new.receipt and r.id <> new.id) then
      perform access.guard_receipt(new.receipt);
    end if;
    return null;
  end if;
  perform access.near_in(new.receipt);
  perform access.guard_receipt(new.receipt);
  return null;
end
"""

# A case that lay on the wrong person has come to the right one's dossier: the wrong one came in together with nobody,
# unless another report still says so, and the right one did. The trace of it is the case's own (corrections_move).
MOVED = """
declare former uuid; known uuid[]; one text;
begin
  select person_id into former from dossier_dossier where id = old.dossier_id;
  known := array(select distinct d.person_id from intake_report mine join intake_report r on r.receipt = mine.receipt
    join dossier_case c on c.id = r.case_id join dossier_dossier d on d.id = c.dossier_id where mine.case_id = new.id);
  delete from people_nearness n
    where (n.person_id = former and n.other_id = any (known) or n.other_id = former and n.person_id = any (known))
      and not exists (select 1
        from intake_report a join dossier_case ca on ca.id = a.case_id join dossier_dossier da on da.id = ca.dossier_id
        join intake_report b on b.receipt = a.receipt
        join dossier_case cb on cb.id = b.case_id join dossier_dossier db on db.id = cb.dossier_id
        where da.person_id = n.person_id and db.person_id = n.other_id);
  for one in select distinct r.receipt from intake_report r where r.case_id = new.id loop
    perform access.near_in(one);
  end loop;
  perform access.refresh_guarded(known || former);
  for one in select distinct r.receipt from intake_report r where r.case_id = new.id loop
    perform access.guard_receipt(one);
  end loop;
  return null;
end
"""

NEAR_IN = """
declare known uuid[] := access.came_together(wanted);
begin
  insert into people_nearness (id, person_id, other_id)
    select gen_random_uuid(), a, b from unnest(known) a, unnest(known) b where a <> b
    on conflict do nothing;
end
"""

# a person is protected, or begins to live with somebody who is, after the report came in
PROTECTED_SINCE = """
declare one text;
begin
  for one in select distinct r.receipt from intake_report r join dossier_case c on c.id = r.case_id
      join dossier_dossier d on d.id = c.dossier_id where d.person_id = new.id loop
    perform access.guard_receipt(one);
  end loop;
  return null;
end
"""

WALLS = [
    Function("access.came_together(wanted text)", "uuid[]", TOGETHER, volatility="stable", to=NOBODY),
    Function("access.near_in(wanted text)", "void", NEAR_IN, to=NOBODY),
    Function("access.guard_receipt(wanted text)", "void", GUARD_RECEIPT, to=NOBODY),
    Function("access.report_identified()", "trigger", IDENTIFIED, to=NOBODY),
    Function("access.report_moved()", "trigger", MOVED, to=NOBODY),
    Trigger(
        "report_moved",
        "dossier_case",
        "after update of dossier_id",
        "access.report_moved",
        when="old.dossier_id is distinct from new.dossier_id",
    ),
    Function("access.protected_since()", "trigger", PROTECTED_SINCE, to=NOBODY),
    Trigger(
        "report_identified", "intake_report", "after insert or update of case_id", "access.report_identified"
    ),
    Trigger(
        "protected_since",
        "people_person",
        "after update of protection, is_guarded",
        "access.protected_since",
        when="(old.protection, old.is_guarded) is distinct from (new.protection, new.is_guarded)",
    ),
]
