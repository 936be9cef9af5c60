"""Those who came in together are taken to live together: the place said of one tells where the other is.

Whether somebody in a report is protected is known past the walls; a colleague without the key learns only that the
place is not to be told.
"""

from django.db import migrations

from samtid.base.access import operations as ops

# Who is known in a report by now; those whose case is another's are near them.
TOGETHER = """
begin
  return array(select distinct d.person_id from intake_report r join dossier_case c on c.id = r.case_id
    join dossier_dossier d on d.id = c.dossier_id where r.receipt = wanted);
end
"""

GUARD_RECEIPT = """
begin
  update intake_report r set is_guarded = g.yes
    from (select exists (select 1 from people_person p where p.id = any (access.came_together(wanted))
      and (p.protection <> 'none' or p.is_guarded)) as yes) g
    where r.receipt = wanted and r.is_guarded is distinct from g.yes;
end
"""

IDENTIFIED = """
declare known uuid[];
begin
  if new.case_id is null then return null; end if;
  known := access.came_together(new.receipt);
  insert into people_nearness (id, person_id, other_id)
    select gen_random_uuid(), a, b from unnest(known) a, unnest(known) b where a <> b
    on conflict do nothing;
  perform access.guard_receipt(new.receipt);
  return null;
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


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_household"), ("dossier", "0002_walls")]

    operations = [
        ops.Function(
            "access.came_together(wanted text)", "uuid[]", TOGETHER, volatility="stable", open=False
        ),
        ops.Function("access.guard_receipt(wanted text)", "void", GUARD_RECEIPT, open=False),
        ops.Function("access.report_identified()", "trigger", IDENTIFIED, open=False),
        ops.Function("access.protected_since()", "trigger", PROTECTED_SINCE, open=False),
        migrations.RunSQL(
            """
            create trigger report_identified after insert or update of case_id on intake_report
              for each row execute function access.report_identified();
            create trigger protected_since after update of protection, is_guarded on people_person
              for each row when ((old.protection, old.is_guarded) is distinct from (new.protection, new.is_guarded))
              execute function access.protected_since();
            """,
            "drop trigger protected_since on people_person; drop trigger report_identified on intake_report;",
        ),
    ]
