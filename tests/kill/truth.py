"""What is left: the ledger held against the database. Every sentence returned is a fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg

from samtid.base.access import chain

from .ledger import Kind, Ledger, Pressing
from .places import Places
from .world import World

SAMPLE = "^[A-Za-z]+-[0-9]+-[0-9]{5} "  # texts that the people here have written


@dataclass(slots=True)
class Judgement:
    """Utslag: how many were lost, doubled, half or otherwise wrong, and each in a sentence."""

    lost: int = 0
    doubled: int = 0
    half: int = 0
    other: int = 0
    sentences: list[str] = field(default_factory=list)

    def say(self, what: str, sentence: str) -> None:
        """One fault more."""
        if sentence not in self.sentences:
            setattr(self, what, getattr(self, what) + 1)
            self.sentences.append(sentence)

    @property
    def total(self) -> int:
        return self.lost + self.doubled + self.half + self.other


def judge(world: World, ledger: Ledger, places: Places) -> Judgement:
    """Looks at everything at one moment of the database, while people go on working."""
    found = Judgement()
    with world.owner() as owner:
        before = {id(one) for one in ledger.acknowledged(*Kind)}
        with owner.transaction():
            owner.execute("set transaction isolation level repeatable read, read only")
            rows = {
                name: owner.execute(statement, values).fetchall()
                for name, (statement, values) in _questions(places).items()
            }
        promised = [one for one in ledger.of(*Kind) if id(one) in before]
        everything = ledger.of(*Kind)
        _written(found, Kind.NOTE, rows["notes"], promised, everything)
        _written(found, Kind.REPORT, rows["reports"], promised, everything)
        _signed(found, rows, promised)
        _handed_over(found, rows, promised, everything)
        _drafts(found, rows["drafts"], promised, everything)
        _jobs(found, owner, rows["rounds"], promised, over=False)
        if rows["unanswered"][0][0]:
            found.say("half", "a form is remembered as sent without what came of it")
        for one in chain.verify(owner)[1]:
            found.say("other", f"the log: {one}")
    for strange in ledger.strange:
        found.say("other", strange)
    return found


def judge_queue(world: World, ledger: Ledger) -> Judgement:
    """At the very end, when the worker has done all that waited: every job done, and nothing left behind."""
    found = Judgement()
    with world.owner() as owner:
        rows = owner.execute(
            "select due_at, told->>'fel' from worker.round where duty = 'integrity'"
        ).fetchall()
        _jobs(found, owner, rows, ledger.acknowledged(Kind.ASKED), over=True)
        for line in owner.execute(
            "select concat_ws(' ', j.id, j.task_name, j.status, j.args, 'tried', j.attempts, 'worker', j.worker_id, "
            "'next', j.scheduled_at, array(select e.type || '@' || e.at from queue.procrastinate_events e "
            "where e.job_id = j.id order by e.id)) from queue.procrastinate_jobs j"
        ).fetchall():
            found.say("other", f"left in the queue: {line[0]}")
        [[faults]] = owner.execute("select count(*) from worker.fault where mended_at is null").fetchall()
        if faults:
            found.say("half", f"{faults} notes are not as they were signed")
    return found


def _questions(places: Places) -> dict[str, tuple[str, list[Any]]]:
    return {
        "notes": ("select text, '' from dossier_note where text ~ %s", [SAMPLE]),
        "reports": ("select t.text, r.receipt from intake_report r join intake_reporttold t on t.report_id = r.id where t.text ~ %s", [SAMPLE]),
        "signed": (
            "select n.text, s.note_id is not null from dossier_note n left join worker.seal s on s.note_id = n.id "
            "where n.signed_at is not null and n.text ~ %s",
            [SAMPLE],
        ),
        "signings": ("select count(*) from dossier_event where verb = 'note_signed'", []),
        "moves": ("select count(*) from dossier_event where case_id = %s and verb = 'case_assigned'", [places.moved]),
        "caseworker": (
            "select s.username from dossier_case c join organisation_staff s on s.id = c.caseworker_id where c.id = %s",
            [places.moved],
        ),
        "drafts": ("select sequence, fields->>'text' from dossier_draft where staff_id = %s", [places.staff["rut"]]),
        "rounds": ("select due_at, told->>'fel' from worker.round where duty = 'integrity'", []),
        "unanswered": ("select count(*) from access.pressing where answer is null", []),
    }  # fmt: skip


def _written(
    found: Judgement,
    kind: Kind,
    rows: Sequence[tuple[str, str]],
    promised: Iterable[Pressing],
    everything: Iterable[Pressing],
) -> None:
    """Each text that was acknowledged is there once, whole; the others once or not at all."""
    there = Counter(text.partition(" ")[0] for text, _ in rows)
    texts = {text.partition(" ")[0]: (text, given) for text, given in rows}
    for mark, count in there.items():
        if count > 1:
            found.say("doubled", f"{kind} {mark} is there {count} times")
    for one in everything:
        if one.kind is kind and one.mark in texts and texts[one.mark][0] != one.said:
            found.say("half", f"{kind} {one.mark} is not as it was written")
    for one in promised:
        if one.kind is not kind:
            continue
        if one.mark not in there:
            found.say("lost", f"{kind} {one.mark} was acknowledged and is gone")
        elif kind is Kind.REPORT and one.answer != texts[one.mark][1]:
            found.say("other", f"{kind} {one.mark} got a receipt that is not its own")


def _signed(found: Judgement, rows: dict[str, list[Any]], promised: Iterable[Pressing]) -> None:
    """A signature, its line in the diary and its seal are one, or none."""
    marks = {text.partition(" ")[0] for text, _ in rows["signed"]}
    for one in promised:
        if one.kind is Kind.SIGNED and one.mark not in marks:
            found.say("lost", f"{one.kind} {one.mark} was acknowledged and is not there")
    if not all(is_sealed for _, is_sealed in rows["signed"]):
        found.say("half", "a signed note has no seal")
    [[lines]] = rows["signings"]
    if lines != len(rows["signed"]):
        found.say("half", f"{len(rows['signed'])} signed notes but {lines} lines about it")


def _handed_over(
    found: Judgement, rows: dict[str, list[Any]], promised: Iterable[Pressing], everything: Iterable[Pressing]
) -> None:
    """As many lines as pressings that were done, and the last receiver has the case."""
    [[moves]] = rows["moves"]
    done = [one for one in promised if one.kind is Kind.HAND_OVER]
    pressed = [one for one in everything if one.kind is Kind.HAND_OVER]
    if moves < len(done):
        found.say("lost", f"{len(done)} hand-overs were acknowledged, {moves} are there")
    if moves > len(pressed):
        found.say("doubled", f"{len(pressed)} hand-overs were pressed, {moves} are there")
    if done and rows["caseworker"] and moves == len(done) and rows["caseworker"][0][0] != done[-1].said:
        found.say("half", "the case is not with the one it was handed to")


def _drafts(
    found: Judgement,
    rows: Sequence[tuple[int, str]],
    promised: Iterable[Pressing],
    everything: Iterable[Pressing],
) -> None:
    """The draft is the last one acknowledged, or one sent after it; and as it was typed."""
    newest = max((int(one.mark) for one in promised if one.kind is Kind.DRAFT), default=0)
    texts = {int(one.mark): one.said for one in everything if one.kind is Kind.DRAFT}
    if newest and not rows:
        found.say("lost", "the draft is gone")
    for sequence, text in rows:
        if sequence < newest:
            found.say("lost", f"the draft is {newest - sequence} sendings behind what was acknowledged")
        elif texts.get(sequence, text) != text:
            found.say("half", f"the draft {sequence} is not as it was typed")


def _jobs(
    found: Judgement,
    owner: psycopg.Connection[Any],
    rows: Sequence[tuple[datetime, str]],
    promised: Iterable[Pressing],
    *,
    over: bool,
) -> None:
    """What was asked for waits, is being done, or is done: once."""
    done = Counter(due for due, _ in rows)
    waiting: set[datetime] = set()
    if not over:
        # read after the rounds, so one that was done meanwhile is asked for again among them
        waiting = {
            datetime.fromisoformat(said)
            for (said,) in owner.execute(
                "select args->>'due' from queue.procrastinate_jobs where task_name = 'do'"
            ).fetchall()
        }
        done |= Counter(
            due
            for (due,) in owner.execute("select due_at from worker.round where duty = 'integrity'").fetchall()
        )
    for due, count in done.items():
        if count > 1:
            found.say("doubled", f"the check asked for at {due} was done {count} times")
    for one in promised:
        if one.kind is Kind.ASKED and one.answer is not None:
            due = datetime.fromisoformat(one.answer)
            if not done[due] and due not in waiting:
                found.say("lost", f"the check asked for at {due} was never done")
