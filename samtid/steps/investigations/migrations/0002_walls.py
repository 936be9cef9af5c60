"""The walls of the investigation, and the one thing the reception may know across them."""

from django.db import migrations

from samtid.base.access import operations as ops

# SoL 20:2: no decision is needed while an investigation is open, so whoever holds a case about a person may
# know that another unit is already investigating, and where; nothing else. Not when the person is protected.
ONGOING = """
begin
  if not access.may_see_case(wanted) then return; end if;
  return query
    select i.id, i.compartment_id, c.caseworker_id, i.opened_at
    from investigations_investigation i
      join dossier_case c on c.id = i.case_id
      join dossier_case mine on mine.dossier_id = c.dossier_id
    where mine.id = wanted and i.closed_at is null
      and (not i.is_sealed or access.may_see_case(c.id))
    order by i.opened_at limit 1;
end
"""


class Migration(migrations.Migration):
    dependencies = [("investigations", "0001_initial"), ("intake", "0002_walls")]

    operations = [
        ops.Wall(
            "investigations_investigation",
            ops.IN_CASE,
            columns=[
                "plan",
                "informed_at",
                "informed_how",
                "not_informed_reason",
                "closed_at",
                "closed_by_id",
                "outcome",
                "closing_reason",
            ],
        ),
        ops.AppendOnly("investigations_investigation", unless="old.closed_at is null"),
        ops.Wall("investigations_finding", ops.IN_CASE),
        ops.AppendOnly("investigations_finding"),
        ops.Wall("investigations_childvoice", ops.IN_CASE),
        ops.AppendOnly("investigations_childvoice"),
        ops.Wall(
            "investigations_proposal",
            ops.IN_CASE,
            columns=[
                "communicated_at",
                "communicated_how",
                "answer_by",
                "not_communicated_reason",
                "answered_at",
                "answer",
            ],
        ),
        ops.AppendOnly("investigations_proposal", unless="old.answered_at is null"),
        ops.Sealed("investigations_investigation"),
        ops.Sealed("investigations_finding"),
        ops.Sealed("investigations_childvoice"),
        ops.Sealed("investigations_proposal"),
        ops.Function(
            "access.ongoing_investigation(wanted uuid)",
            "table (investigation uuid, compartment bigint, caseworker bigint, opened timestamptz)",
            ONGOING,
            volatility="stable",
        ),
    ]
