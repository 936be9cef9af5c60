"""Att logga ut överallt: whoever is acting may end their own sessions, and nobody else's."""

from django.db import migrations

from samtid.base.access import operations as ops

# Nobody has a password here. What stands in its place is chance that every session was sealed with, so a new
# draw ends them all: the ones on other machines at their next click.
END_SESSIONS = """
declare holder int := access.me();
begin
  if holder is null then
    raise exception 'samtid: nobody is acting' using errcode = 'insufficient_privilege';
  end if;
  update organisation_staff
    set password = '!' || replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')
    where id = holder;
end
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0007_review_walls")]

    operations = [ops.Function("access.end_sessions()", "void", END_SESSIONS)]
