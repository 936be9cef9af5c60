"""A key to a closed case ends by itself after ninety days (SoLPuL 10 §: no more than each one needs).

Ninety days is the municipality's routine, not law: long enough to answer a question about what was decided.
Whoever leads the unit still sees the case; anyone else asks for a key. Without it a caseworker's keys grow
with every year of work, and so does every page (docs/explanation/matningar.md).
"""

from django.db import migrations

from samtid.base.access import operations as ops

KEYS_END = """
begin
  if new.closed_at is not null and old.closed_at is null then
    update access_key set valid_until = new.closed_at + interval '90 days'
      where case_id = new.id and (valid_until is null or valid_until > new.closed_at + interval '90 days');
  end if;
  return null;
end
"""


class Migration(migrations.Migration):
    dependencies = [("dossier", "0004_number")]

    operations = [
        ops.Function("access.keys_end()", "trigger", KEYS_END, open=False),
        migrations.RunSQL(
            """
            create trigger keys_end after update of closed_at on dossier_case
              for each row execute function access.keys_end();
            """,
            "drop trigger keys_end on dossier_case;",
        ),
    ]
