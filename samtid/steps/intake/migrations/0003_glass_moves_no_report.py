"""What lies in a case is moved to another only by one who sees it without broken glass: else the text would follow."""

from django.db import migrations

from samtid.base.access import operations as ops

REPORT_STAYS = """
begin
  if not access.sees_without_glass(old.case_id) then
    raise exception 'samtid: no key of one''s own to this case' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_walls"), ("dossier", "0007_glass_gives_no_key")]

    operations = [
        ops.Function("access.report_stays()", "trigger", REPORT_STAYS, open=False),
        migrations.RunSQL(
            """
            create trigger report_stays before update of case_id on intake_report
              for each row when (old.case_id is distinct from new.case_id and old.case_id is not null)
              execute function access.report_stays();
            """,
            "drop trigger report_stays on intake_report;",
        ),
    ]
