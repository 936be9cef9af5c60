"""What the web's role may ask the worker for: three duties, one waiting job of each.

A job has no queueing lock: one that is put back in the queue would be refused by the lock of the one that waits
(found by tests/kill, as a job that was never done). Those who ask at the same time wait for each other instead.
"""

from django.db import migrations

from samtid.base.access import operations as ops

ASK = """
declare said text;
begin
  perform access.require(array['web', 'command']);
  if not access.has_role(array['manager', 'log_reviewer', 'operator']) then
    raise exception 'samtid: not for this role' using errcode = 'insufficient_privilege';
  end if;
  if wanted not in ('integrity', 'audit_head', 'review_sample') then
    raise exception 'samtid: no such duty' using errcode = 'invalid_parameter_value';
  end if;
  perform pg_advisory_xact_lock(hashtext('samtid: ask ' || wanted));
  select j.args->>'due' into said from queue.procrastinate_jobs j
    where j.task_name = 'do' and j.lock = wanted and j.status = 'todo' order by j.id limit 1;
  if not found then
    said := to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"');
    insert into queue.procrastinate_jobs (queue_name, task_name, lock, args)
      values ('worker', 'do', wanted, jsonb_build_object('duty', wanted, 'due', said));
  end if;
  return said::timestamptz;
end
"""


class Migration(migrations.Migration):
    dependencies = [("worker", "0002_pressings")]

    operations = [
        ops.Function("worker.ask(wanted text)", "timestamptz", ASK),
        # the queue's own triggers name its tables without a schema
        migrations.RunSQL(
            "alter function worker.ask set search_path = pg_catalog, queue, pg_temp", migrations.RunSQL.noop
        ),
    ]
