"""The worker's own schema: seals of signed notes, rounds done, faults found, and the doors it may use.

The worker's role has no right to any table about a person. Each function here does one thing to such rows
and tells numbers only. The web's role may ask for a duty to be done and see nothing of what comes of it.
"""

from django.db import migrations

from samtid.base.access import operations as ops
from samtid.doors.worker.queue import ROLE, make_role

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
      select '{kind}', part.id, part.what, moment, moment from part where part.what is not null
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

CLEAR_SESSIONS = """
declare cleared int;
begin
  delete from django_session where expire_date < moment;
  get diagnostics cleared = row_count;
  return cleared;
end
"""

HEADS = """
begin
  return query select c.number, c.length, c.head from access.chain c order by c.number;
end
"""


def role(apps: object, schema_editor) -> None:  # type: ignore[no-untyped-def]
    """Roles are the administrator's to make, as whom the migration logged in."""
    connection = schema_editor.connection
    owner = connection.settings_dict["OPTIONS"].get("assume_role")
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        make_role(cursor)
        if owner:
            cursor.execute(f"set role {connection.ops.quote_name(owner)}")


def function(signature: str, returns: str, body: str, *, volatility: str = "volatile") -> list:
    """A function that only the worker may call."""
    name = signature.split("(")[0]
    return [
        ops.Function(signature, returns, body, volatility=volatility, open=False),
        migrations.RunSQL(f"grant execute on function {name} to {ROLE}", migrations.RunSQL.noop),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0007_review_walls"),
        ("dossier", "0005_keys_end"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(role, migrations.RunPython.noop),
        migrations.RunSQL(
            f"""
            create schema worker;
            grant usage on schema worker to {ROLE}, samtid_app;
            grant usage on schema access to {ROLE};
            grant execute on function access.pick_for_review to {ROLE};
            create table worker.seal (note_id uuid primary key, checksum bytea not null);
            create table worker.round (
              duty text not null, due_at timestamptz not null, done_at timestamptz not null,
              told jsonb not null, primary key (duty, due_at)
            );
            create table worker.fault (
              kind text not null, row_id uuid not null, what text not null, found_at timestamptz not null,
              seen_at timestamptz not null, mended_at timestamptz, primary key (kind, row_id)
            );
            grant select, insert on worker.round to {ROLE};
            grant select, update (mended_at) on worker.fault to {ROLE};
            """,
            "drop schema worker cascade;",
        ),
        ops.Function(
            "worker.seal_of(note dossier_note)", "bytea", SEAL_OF, volatility="immutable", open=False
        ),
        ops.Function("worker.seal_note()", "trigger", SEAL_NOTE, open=False),
        migrations.RunSQL(
            """
            insert into worker.seal (note_id, checksum)
              select n.id, worker.seal_of(n) from dossier_note n where n.signed_at is not null;
            create trigger dossier_note_sealed after insert or update of signed_at on dossier_note
              for each row when (new.signed_at is not null) execute function worker.seal_note();
            """,
            "drop trigger dossier_note_sealed on dossier_note;",
        ),
        *[
            one
            for name, body in CHECKS.items()
            for one in function(
                f"{name}(after uuid, most int, moment timestamptz)",
                "table (reached uuid, checked int, faults int)",
                body,
            )
        ],
        *function("worker.clear_sessions(moment timestamptz)", "int", CLEAR_SESSIONS),
        *function(
            "worker.heads()", "table (chain smallint, lines bigint, hash bytea)", HEADS, volatility="stable"
        ),
    ]
