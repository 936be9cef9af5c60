"""When something came in can be corrected, once the correction says what it was and why."""

from django.db import migrations

from samtid.base.access import operations as ops

# As in 0002, but when it came in may become what a correction says.
STANDS = """
create or replace function access.intake_report_stands() returns trigger language plpgsql as $body$
declare once text[]; kept jsonb := to_jsonb(old); wanted jsonb := to_jsonb(new); name text;
begin
  if tg_op = 'DELETE' then raise exception 'samtid: intake_report is append-only'; end if;
  if old.protection_assessed_at is not null then
    once := array['protection_assessed_at', 'protection_assessed_by_id', 'protection_danger', 'protection_text'];
  end if;
  if old.closed_at is not null then
    once := once || array['outcome', 'outcome_reason', 'late_reason', 'closed_at', 'closed_by_id',
      'proposed_outcome', 'proposed_at', 'proposed_by_id'];
  end if;
  if old.feedback_sent_at is not null then
    once := once || array['feedback_sent_at', 'feedback_sent_by_id', 'feedback_text'];
  end if;
  once := once || array['receipt', 'need', 'kind', 'channel', 'registered_at', 'registered_by_id', 'text'];
  if old.received_at is distinct from new.received_at and not exists (select 1 from intake_correction c
      where c.report_id = old.id and c.was = old.received_at and c.became = new.received_at) then
    raise exception 'samtid: received_at of intake_report is written once';
  end if;
  foreach name in array once loop
    if kept->name is distinct from wanted->name then
      raise exception 'samtid: % of intake_report is written once', name;
    end if;
  end loop;
  return new;
end $body$;
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_correction"), ("dossier", "0008_recount")]

    operations = [
        migrations.RunSQL(STANDS, migrations.RunSQL.noop),
        migrations.RunSQL(
            "grant update (received_at) on intake_report to samtid_app;",
            "revoke update (received_at) on intake_report from samtid_app;",
        ),
        ops.Wall(
            "intake_correction",
            "exists (select 1 from intake_report r where r.id = report_id)",
            write=f"exists (select 1 from intake_report r where r.id = report_id) and by_id = {ops.ME}",
        ),
        ops.AppendOnly("intake_correction"),
    ]
