"""The duties, done by the real role on a database of its own."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest

from samtid.base.access import chain
from samtid.base.look import house
from samtid.doors.worker import jobs, queries
from samtid.doors.worker.words import Fault, Kind
from samtid.ground import clock
from samtid.ground.offers import Duty, Run

from .conftest import KEY


@pytest.fixture
def ask(town):
    """``ask("integrity")``: the operator wants it now. By the web's log-in, as a page would."""

    def ask_for(duty: str, username: str = "ola") -> datetime:
        with town.acting(username) as web:
            return web.execute("select worker.ask(%s)", [duty]).fetchone()[0]

    return ask_for


def rounds(town, duty: str) -> list[tuple]:
    with town.admin() as owner:
        return owner.execute(
            "select due_at, told from worker.round where duty = %s order by due_at", [duty]
        ).fetchall()


def waiting(town) -> int:
    with town.admin() as owner:
        return owner.execute("select count(*) from queue.procrastinate_jobs").fetchone()[0]


def test_what_is_due_is_done_once(town, work, outside):
    forget(town)
    work()
    assert set(queries.latest()) == set(house.duties())
    assert waiting(town) == 0
    before = {duty: rounds(town, duty) for duty in house.duties()}
    files = {path.name: path.read_bytes() for path in outside.folder.iterdir()}

    work()
    assert {duty: rounds(town, duty) for duty in house.duties()} == before
    assert {path.name: path.read_bytes() for path in outside.folder.iterdir()} == files


def test_a_month_later_everything_is_due_again(town, work):
    forget(town)
    work()
    later = datetime.now(UTC) + timedelta(days=32)
    with clock.set_to(lambda: later):
        work()
    for duty in house.duties():
        assert len(rounds(town, duty)) == 2, duty


def test_a_duty_of_any_room_is_done_once_and_its_line_goes_with_it(town, as_worker, outside):
    done, due = [], datetime(2026, 11, 30, 3, 0, tzinfo=UTC)

    def greet(run: Run) -> dict[str, int]:
        done.append(run)
        if len(done) == 1:
            raise ValueError("the first time it goes wrong")
        return {"hälsade": 3}

    duty = Duty("greet", "Hälsningar", "Varje natt.", time(4, 0), greet)
    with pytest.raises(ValueError):
        jobs.carry_out(duty, due, outside, at=due)
    assert rounds(town, "greet") == [], "what is not done has no line"

    for _ in range(2):
        jobs.carry_out(duty, due, outside, at=due)

    assert [run.due for run in done] == [due, due]
    assert rounds(town, "greet") == [(due, {"hälsade": 3})]
    assert "greet" in queries.latest(), "and a room that is taken away leaves its lines"
    with town.admin() as owner:
        owner.execute("delete from worker.round where duty = 'greet'")


def test_the_head_is_signed_outside_and_proves_that_a_line_was_rewritten(town, work, ask, outside):
    town.log_openings("maja", ["ett", "två", "tre"])
    ask("audit_head")
    work()
    newest = max(outside.folder.iterdir())
    known = chain.read_statement(json.loads(newest.read_text()), KEY)
    with town.admin() as owner:
        assert chain.verify(owner, known)[1] == []
        # a superuser who recomputes a whole chain is still found out by what was handed out
        taken = next(head for head in known if head.lines)
        false = [chain.Head(taken.chain, taken.lines, hashlib.sha256(b"x").digest())]
        assert chain.verify(owner, false)[1]
    with pytest.raises(ValueError, match="stämmer inte"):
        chain.read_statement(json.loads(newest.read_text().replace('"lines": ', '"lines": 1')), KEY)


def test_a_head_is_never_written_over(town, work, ask, outside):
    due = ask("audit_head")
    work()
    path = max(outside.folder.iterdir())
    held = path.read_text()
    town.log_opening("maja")
    with town.admin() as owner:  # as if the worker had died after the file and before the commit
        owner.execute("delete from worker.round where duty = 'audit_head' and due_at = %s", [due])
        owner.execute(
            "set search_path = queue; insert into procrastinate_jobs (queue_name, task_name, args) "
            "values ('worker', 'do', jsonb_build_object('duty', 'audit_head', 'due', '"
            + due.isoformat()
            + "'))"
        )
    work()
    assert path.read_text() == held
    assert [row for row in rounds(town, "audit_head") if row[0] == due]


def test_expired_sessions_go_and_living_ones_stay(town, work, ask):
    with town.admin() as owner:
        owner.execute("delete from worker.round where duty = 'sessions'")
        owner.execute(
            "insert into django_session values ('old', '', now() - interval '1 minute'), ('new', '', now() + interval '1 hour')"
        )
    work()
    with town.admin() as owner:
        assert owner.execute("select session_key from django_session").fetchall() == [("new",)]


def test_a_note_that_was_changed_behind_our_back_is_told_of_until_it_is_whole_again(town, work, ask):
    with town.admin() as owner:
        pk, text = owner.execute("select id, text from dossier_note").fetchone()
        rewrite(owner, pk, "Inga blåmärken.")
        ask("integrity")
        work()
        [found] = queries.faults()
        assert (found.kind, found.row, found.what) == (Kind.NOTE, pk, Fault.CHANGED)

        rewrite(owner, pk, text)
        ask("integrity")
        work()
        assert queries.faults() == []


def test_a_note_that_was_taken_away_or_put_in_beside_is_told_of(town, work, ask):
    with town.admin() as owner:
        owner.execute("set session_replication_role = replica")
        owner.execute("create temp table kept as select * from dossier_note limit 1")
        pk = owner.execute("select id from kept").fetchone()[0]
        owner.execute("delete from dossier_note where id = %s", [pk])
        other = uuid4()
        owner.execute("update kept set id = %s", [other])
        owner.execute("insert into dossier_note select * from kept")
        ask("integrity")
        work()
        assert {(one.row, one.what) for one in queries.faults()} == {
            (pk, Fault.GONE),
            (other, Fault.UNSEALED),
        }

        owner.execute("update dossier_note set id = %s where id = %s", [pk, other])
        ask("integrity")
        work()
        assert queries.faults() == []


def test_a_document_that_rots_is_told_of(town, work, ask):
    content = b"%PDF-1.7 beslut"
    pk = uuid4()
    with town.admin() as owner:
        owner.execute(
            "insert into dossier_document (id, case_id, compartment_id, is_sealed, kind, title, content, media_type, "
            "checksum, filed_at, filed_by_id) values (%s, %s, %s, false, 'decision', 'Beslut', %s, 'application/pdf', "
            "%s, now(), %s)",
            [
                pk,
                town.case,
                town.compartments["Mottagning"],
                content,
                hashlib.sha256(content).hexdigest(),
                town.staff["maja"],
            ],
        )
        ask("integrity")
        work()
        assert queries.faults() == []
        owner.execute("set session_replication_role = replica")
        owner.execute("update dossier_document set content = %s where id = %s", [content[:-1] + b"T", pk])
        ask("integrity")
        work()
        assert [(one.kind, one.row, one.what) for one in queries.faults()] == [
            (Kind.DOCUMENT, pk, Fault.CHANGED)
        ]
        owner.execute("update dossier_document set content = %s where id = %s", [content, pk])


def test_the_month_before_is_sampled_and_the_lots_can_be_drawn_again(town, work, ask):
    month = datetime.now(UTC).astimezone().replace(day=1) - timedelta(days=10)
    with town.admin() as owner:
        owner.execute(
            "insert into access_opening (id, at, staff_id, action, dossier_id, compartment_id, page, why) "
            "values (gen_random_uuid(), %s, %s, 'view', %s, %s, 'desk:dossier', '')",
            [month, town.staff["maja"], town.dossier, town.compartments["Mottagning"]],
        )
        asked = ask("review_sample", "liv")
        work()
        told = dict(rounds(town, "review_sample"))[asked]
        assert told["uttagna"] == 1
        assert told["frö"].startswith(told["månad"])
        first = month.date().replace(day=1)
        assert owner.execute("select reader_id from access_review where month = %s", [first]).fetchall() == [
            (town.staff["maja"],)
        ]


def forget(town) -> None:
    """As if nothing had ever been done."""
    with town.admin() as owner:
        owner.execute("delete from worker.round")


def rewrite(owner, pk, text: str) -> None:
    """As a superuser would who wants it not to be seen: no trigger runs."""
    with owner.transaction():
        owner.execute("set local session_replication_role = replica")
        owner.execute("update dossier_note set text = %s where id = %s", [text, pk])
