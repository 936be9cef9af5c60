"""Bakgrundsarbetets väggar: seals of signed notes, rounds done, faults found, and the doors it may use.

The worker's role has no right to any table about a person. Each function here does one thing to such rows
and tells numbers only. The web's role may ask for a duty to be done and see nothing of what comes of it.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, Function, Login, May, Open, Trigger, Usage
from samtid.base.access.walls import PURPOSE
from samtid.base.dossier.walls.log import PICK_FOR_REVIEW
from samtid.base.organisation import roles

from . import stream_walls

WORKER = ("worker",)

# What a signature stands for. Compartment and seal are left out: a case may move, its words may not.
SEAL_OF = """
begin
  return sha256(convert_to(access.say(array[
    note.id::text, note.case_id::text, note.kind, note.text, note.source,
    (extract(epoch from note.happened_at) * 1000000)::bigint::text,
    (extract(epoch from note.written_at) * 1000000)::bigint::text,
    note.author_id::text, note.author_title,
    (extract(epoch from note.signed_at) * 1000000)::bigint::text, note.corrects_id::text]), 'UTF8'));
end
"""

SEAL_NOTE = """
begin
  insert into worker.seal (note_id, checksum) values (new.id, worker.seal_of(new)) on conflict do nothing;
  return null;
end
"""


def check(kind: str, rows: str, key: str) -> str:
    """The body of a function that looks at the next rows after ``after`` and writes down what is wrong.

    ``rows`` is a query with the columns ``id`` and ``what`` (null when whole), and ``{key}`` for its own key.
    """
    return f"""
begin
  with part as ({rows} and {key} > after order by {key} limit most), bad as (
    insert into worker.fault (kind, row_id, what, found_at, seen_at)
      select '{kind}', part.id, part.what, access.at(), access.at() from part where part.what is not null
      on conflict (kind, row_id) do update set what = excluded.what, seen_at = excluded.seen_at, mended_at = null
      returning 1
  )
  select (select p.id from part p order by p.id desc limit 1), (select count(*) from part), (select count(*) from bad)
    into reached, checked, faults;
  return next;
end
"""


CHECKS = {
    "worker.check_notes": check(
        "note",
        "select n.id, case when s.note_id is null then 'unsealed' "
        "when s.checksum <> worker.seal_of(n) then 'changed' end as what "
        "from dossier_note n left join worker.seal s on s.note_id = n.id where n.signed_at is not null",
        "n.id",
    ),
    "worker.check_seals": check(
        "note",
        "select s.note_id as id, case when n.id is null then 'gone' end as what "
        "from worker.seal s left join dossier_note n on n.id = s.note_id where true",
        "s.note_id",
    ),
    "worker.check_documents": check(
        "document",
        "select d.id, case when encode(sha256(d.content), 'hex') <> d.checksum then 'changed' end as what "
        "from dossier_document d where true",
        "d.id",
    ),
}

# What has been sent and done is forgotten after a day, together with the sessions.
CLEAR_SESSIONS = """
declare cleared int;
begin
  delete from django_session where expire_date < access.at();
  get diagnostics cleared = row_count;
  delete from access.pressing where at < access.at() - interval '1 day';
  delete from access_signedin a where not exists (select from django_session s where s.session_key = a.session_key);
  delete from access.spent_token where until < access.at();
  return cleared;
end
"""

HEADS = """
begin
  return query select c.number, c.length, c.head from access.chain c order by c.number;
end
"""

# What the web's role may ask the worker for: three duties, one waiting job of each. A job has no queueing lock: one
# that is put back in the queue would be refused by the lock of the one that waits (found by tests/kill, as a job that
# was never done). Those who ask at the same time wait for each other instead.
ASK = f"""
declare said text;
begin
  perform access.require(array['web', 'command']);
  if not access.has_role(array[{roles.in_sql(roles.ASKS_WORKER)}]) then
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

WALLS = [
    Login("worker"),
    Usage("worker", to=("app", "worker")),
    # a start asks, as the worker, whether the database is in step and knows the stamp (doors/running)
    Usage("public", to=WORKER),
    Open("django_migrations", "select", to=WORKER),
    May([PURPOSE], to=WORKER),
    Usage("access", to=WORKER),
    May([PICK_FOR_REVIEW], to=WORKER),
    # the municipality's name on what it prints, and its own days; nothing of anybody
    Open("organisation_municipality, organisation_ownnumber", "select", to=WORKER),
    Open("worker.round", "select, insert", to=WORKER),
    Open("worker.fault", "select, update (mended_at)", to=WORKER),
    Function("worker.seal_of(note dossier_note)", "bytea", SEAL_OF, volatility="immutable", to=NOBODY),
    Function("worker.seal_note()", "trigger", SEAL_NOTE, to=NOBODY),
    Trigger(
        "dossier_note_sealed",
        "dossier_note",
        "after insert or update of signed_at",
        "worker.seal_note",
        when="new.signed_at is not null",
    ),
    *[
        Function(
            f"{name}(after uuid, most int)",
            "table (reached uuid, checked int, faults int)",
            body,
            to=WORKER,
        )
        for name, body in CHECKS.items()
    ],
    Function("worker.clear_sessions()", "int", CLEAR_SESSIONS, to=WORKER),
    Function(
        "worker.heads()",
        "table (chain smallint, lines bigint, hash bytea)",
        HEADS,
        volatility="stable",
        to=WORKER,
    ),
    *stream_walls.WALLS,
    # the queue's own triggers name its tables without a schema
    Function("worker.ask(wanted text)", "timestamptz", ASK, path="pg_catalog, queue, pg_temp"),
]
