"""The wall of the links: the web may ask whose one identity is, and each may see their own. Nobody may write."""

from django.db import migrations

from samtid.base.access import operations as ops

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


class Migration(migrations.Migration):
    dependencies = [("oidc", "0001_initial"), ("access", "0002_walls")]

    operations = [
        ops.Wall("oidc_link", f"staff_id = {ops.ME}", write="false", verbs="select"),
        ops.Function(
            "access.staff_of_identity(wanted_issuer text, wanted_subject text)",
            "int",
            STAFF_OF_IDENTITY,
            volatility="stable",
        ),
    ]
