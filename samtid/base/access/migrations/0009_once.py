"""What has been sent and done, so that it is done once (base/access/once.py).

The web's role may ask about a pressing it can name, which is a hash of all that was sent; it cannot list them.
"""

from django.db import migrations

from samtid.base.access import operations as ops

# The insert waits for another that is being done under the same name, and goes on when that one is undone.
FIRST_ANSWER = """
declare given text;
begin
  insert into access.pressing (name) values (wanted) on conflict do nothing;
  if found then return null; end if;
  select answer into given from access.pressing where name = wanted;
  return given;
end
"""

REMEMBER = """
begin
  update access.pressing set answer = given where name = wanted and answer is null;
end
"""

FORGET = """
begin
  delete from access.pressing where name = wanted and answer is null;
end
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0008_end_sessions")]

    operations = [
        migrations.RunSQL(
            """
            create table access.pressing (
              name bytea primary key, answer text, at timestamptz not null default clock_timestamp()
            );
            create index pressing_at on access.pressing (at);
            revoke all on access.pressing from public, samtid_app;
            """,
            "drop table access.pressing;",
        ),
        ops.Function("access.first_answer(wanted bytea)", "text", FIRST_ANSWER),
        ops.Function("access.remember_answer(wanted bytea, given text)", "void", REMEMBER),
        ops.Function("access.forget_pressing(wanted bytea)", "void", FORGET),
    ]
