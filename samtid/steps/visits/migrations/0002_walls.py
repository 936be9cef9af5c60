"""The wall of visits: who sees the service sees its visits, and may report them."""

from django.db import migrations

from samtid.base.access import operations as ops

# The person comes from the service, whatever was said.
FOLLOWS = """
begin
  select s.case_id, s.provider_id, s.person_id into new.case_id, new.provider_id, new.person_id
    from services_service s where s.id = new.service_id;
  return new;
end
"""


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_initial"), ("services", "0002_walls")]

    operations = [
        ops.Function("access.visit_follows_service()", "trigger", FOLLOWS, open=False),
        migrations.RunSQL(
            """
            create trigger visits_visit_follows_service before insert or update of case_id, service_id on visits_visit
              for each row execute function access.visit_follows_service();
            """,
            "drop trigger visits_visit_follows_service on visits_visit;",
        ),
        ops.Wall(
            "visits_visit",
            ops.IN_SERVICE,
            columns=[
                *("planned_at", "minutes", "what", "place", "needs_two", "staff_id", "second_id"),
                *("carried_out_at", "minutes_done", "outcome_note"),
                *("not_carried_out_at", "not_carried_out_reason", "reported_by_id"),
            ],
        ),
        ops.Sealed("visits_visit"),
        # what has been reported stands
        ops.AppendOnly(
            "visits_visit", unless="old.carried_out_at is null and old.not_carried_out_at is null"
        ),
    ]
