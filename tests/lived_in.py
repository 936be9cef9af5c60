"""Den bebodda staden: the test town where something has happened in every room, made once per run.

``python -m tests.lived_in`` fills the database of the environment; a test asks for a copy of its own with the
fixture ``lived_in``, or for the address of one with ``tests.database.lived_in``.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

SATURDAY = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def fill(at: datetime) -> None:
    """The world of the pages and the residents of the walk, and what a town has after a while."""
    from samtid.quality.direction.tests.make import decide_and_plan
    from samtid.quality.risks.tests.make import foresee
    from samtid.quality.routines.tests.make import write_routines
    from samtid.resources.economy.tests.make import be_budgeted, be_costed
    from tests.lived_in_resources import be_foretold, lay_the_roster, plan_a_day
    from tests.security import world
    from tests.walk.residents import move_in

    world.fill(at)
    move_in(at)
    come_back_late(at)
    disagree(at)
    leave_unanswered(at)
    log_in_twice(at)
    be_counted(at)
    be_costed(at)
    be_budgeted(at)
    be_foretold(at)
    say_what_was_hard(at)
    ask_why(at)
    try_out(at)
    report_what_went_wrong(at)
    decide_and_plan(at)
    write_routines(at)
    foresee(at)
    hold_workshops(at)
    lay_the_roster(at)
    plan_a_day(at)


def be_counted(at: datetime) -> None:
    """Two years of figures, as the worker leaves them: enough for limits, a signal, a unit, a sex and an age."""
    from datetime import date, timedelta

    from samtid.base.organisation.models import Unit
    from samtid.quality.indicators.figures import all_indicators
    from samtid.quality.indicators.models import Reading
    from samtid.quality.indicators.words import Kind, Period
    from tests.log_in import stepped_out

    unit = Unit.objects.get(name="Utredning barn och unga")
    rows = []
    for one in all_indicators().values():
        begins, step = date(2024, 10, 1), 3 if one.period is Period.QUARTER else 1
        while begins < date(2026, 11, 1):
            count = begins.year * 12 + begins.month - 1 + step
            after = date(count // 12, count % 12 + 1, 1)
            many = 20 + begins.month % 5 + (30 if begins == date(2026, 10, 1) else 0)
            told = {"rows": many, "hits": many * 3 // 4, "base": many}
            told |= {"median": many, "ninth": 2 * many} if one.kind is Kind.MEDIAN else {}
            groups: list[dict[str, object]] = [{"level": "all"}, {"level": "unit", "unit": unit}]
            if begins == date(2026, 1, 1):
                groups += [{"level": "sex", "part": part} for part in ("woman", "man")]
                groups += [{"level": "age", "part": part} for part in ("0", "3")]
            rows += [
                Reading(
                    indicator=one.key,
                    version=one.version,
                    first_on=begins,
                    last_on=after - timedelta(days=1),
                    measured_at=at,
                    **told,
                    **group,
                )
                for group in groups
            ]
            begins = after
    with stepped_out():
        Reading.objects.bulk_create(rows)


def leave_unanswered(at: datetime) -> None:
    """Somebody asked, and somebody was followed up: neither has been answered."""
    from samtid.quality.followup.tests.make import a_follow_up
    from samtid.steps.intake.tests.make import a_report
    from samtid.steps.intake.words import Kind
    from samtid.steps.services.queries import services
    from tests.walk.residents import hand

    with hand("maja", at) as maja:
        a_report(by=maja, at=at, kind=Kind.QUESTION, about=(), text="Hur ansöker man om ledsagning?")
        told = {
            "need": "violence",
            "kind": Kind.APPLICATION,
            "reporter_category": "self",
            "children_at_home": True,
        }
        a_report(by=maja, at=at, text="Han slår mig. Barnen ser det.", **told)
    with hand("ulf", at) as ulf:
        service = services(ulf).filter(ended_at=None).order_by("pk").last()
        assert service is not None
        a_follow_up(service, by=ulf, at=at)


def report_what_went_wrong(at: datetime) -> None:
    """A report in every track, one of them taken on and told back."""
    from samtid.base.organisation.models import Unit
    from samtid.quality.deviations import actions
    from samtid.quality.deviations.words import Track
    from tests.walk.residents import hand

    with hand("tova", at) as tova:
        unit = Unit.objects.get(name="Hemtjänst")
        tracks = actions.report("visits:today", unit, list(Track), "Lyften gick sönder.", at, by=tova, at=at)
        again = actions.report(
            "visits:today", unit, [Track.DEVIATION], "Larmet var tyst.", at, by=tova, at=at
        )
    with hand("vera", at) as vera:
        for track in (tracks[0], again[0]):
            actions.receive(track, by=vera, at=at)
        actions.secure(again[0], "Larmet är bytt.", by=vera, at=at)
        actions.investigate(again[0], "Batteriet var slut.", by=vera, at=at)
        actions.give_feedback(again[0], "Batterier byts varje kvartal.", by=vera, at=at)


def hold_workshops(at: datetime) -> None:
    """One that goes on, with themes and a proposal, and one that is being prepared."""
    from samtid.base.organisation.models import Staff
    from samtid.quality.workshops import actions, queries
    from samtid.quality.workshops.tests.make import a_workshop, go_to, said
    from samtid.quality.workshops.words import StepKind
    from tests.walk.residents import hand

    people = ("maja", "rut", "bo", "eva", "siri", "omar", "pelle", "ulf", "tova", "nils")
    asked = list(Staff.objects.filter(username__in=people).order_by("username"))
    with hand("vera", at) as vera:
        shop = go_to(a_workshop(asked, by=vera, at=at), StepKind.WRITE, by=vera, at=at)
        said(shop, shop.now_id, ["En jour.", "Jour ihop.", "Färre system.", "Mer tid."], at=at)
        shop = go_to(shop, StepKind.CLUSTER, by=vera, at=at)
        notes = list(queries.notes(vera, shop))
        jour, system, time = (
            actions.gather(shop, [note.pk for note in some], name, None, by=vera, at=at)
            for name, some in (("Jour", notes[:1]), ("System", notes[1:2]), ("Tid", notes[2:3]))
        )
        actions.merge(time, system, by=vera, at=at)
        actions.pick(jour, "En jour för länet", "", by=vera, at=at)
        a_workshop(asked, by=vera, at=at)


def say_what_was_hard(at: datetime) -> None:
    """Ideas that wait, are tried, done and laid aside, each seen by some and not by others."""
    from datetime import timedelta

    from samtid.ground.sweden import swedish_day
    from samtid.quality.improvement import actions, queries, rules
    from samtid.quality.improvement.models import Idea
    from samtid.quality.improvement.tests.make import an_answer
    from samtid.quality.improvement.words import Gains, State
    from tests.walk.residents import hand

    before = at - timedelta(days=1)
    for username, sentence in (
        ("tova", "Knappen är för liten för handskar."),
        ("tova", "Handskarna gör att knappen inte går att trycka på."),
        ("karin", "Kartan visar fel gata."),
        ("inga", "Schemat skrivs ut på två sidor."),
        ("bo", "Köp på https://a.example och https://b.example"),
        ("ulf", "Målen skrivs två gånger."),
    ):
        with hand(username, before) as by:
            actions.say_hard("visits:today", sentence, is_named=username != "bo", by=by, at=before)
    with hand("inga", at) as inga:
        pass
    with hand("vera", at) as vera:
        actions.empty_box(by=vera, at=at)
        actions.decide_programme(2026, 100, "SN § 61", by=vera, at=at)
        for words, state, gains in (
            ("Kartan", State.DONE, Gains.STAFF),
            ("Schemat", State.DONE, Gains.CITIZENS),
            ("Målen", State.PLANNED, Gains.STAFF),
        ):
            idea = Idea.objects.get(text__startswith=words)
            actions.answer(idea, an_answer(inga, at, state, gains=gains), by=vera, at=at)
        knob = Idea.objects.get(text__startswith="Handskarna")
        actions.merge(knob, Idea.objects.get(text__startswith="Knappen"), by=vera, at=at)
    with hand("tova", at) as tova:
        actions.try_out(
            queries.going_on(tova).get(),
            queries.my_units(tova, swedish_day(at))[0],
            rules.Reach(costs_more=False, touches_others=False, breaks_decided=False),
            what="En lista",
            measure="samtal",
            until=swedish_day(at) + timedelta(days=30),
            by=tova,
            at=at,
        )


def ask_why(at: datetime) -> None:
    """A question that goes on with a row of each kind, and one that was closed."""
    from samtid.quality.inquiries.tests.make import a_closed_question, a_question
    from tests.walk.residents import hand

    with hand("vera", at) as vera:
        a_closed_question(by=vera, at=at)
        a_question(by=vera, at=at)


def try_out(at: datetime) -> None:
    """A trial that is planned, one that is settled, one that was broken off and one that came to nothing."""
    from samtid.quality.trials import actions
    from samtid.quality.trials.tests.make import a_planned_trial, a_trial
    from tests.walk.residents import hand

    with hand("vera", at) as vera:
        actions.drop(a_planned_trial(by=vera, at=at), "Ingen hade tid.", by=vera, at=at)
        a_planned_trial(by=vera, at=at)
        a_trial(by=vera, at=at)
        actions.stop(a_trial(by=vera, at=at, now=True), "Personalen räckte inte.", by=vera, at=at)


def log_in_twice(at: datetime) -> None:
    """Karin's telephone is logged in too."""
    from samtid.base.access.sessions import SessionStore, kept_as
    from samtid.base.access.through import door
    from tests.walk.residents import hand

    with hand("karin", at) as karin:
        telephone = SessionStore()
        telephone.create()
        door("note_signed_in", kept_as(telephone.session_key), karin.pk, "", "Safari på iPhone", "")


def disagree(at: datetime) -> None:
    """An appeal, a protection that may be lowered, a note not signed, and somebody braked: their manager is told."""
    from samtid.base.access import actions as access
    from samtid.base.dossier import actions as dossier
    from samtid.base.dossier.queries import cases
    from samtid.base.people.words import Protection
    from samtid.steps.decisions import actions as decisions
    from samtid.steps.decisions import queries
    from tests.walk.residents import hand

    with hand("bo", at) as bo:
        signed = queries.decisions(bo).exclude(signed_at=None).first()
        assert signed is not None
        decisions.receive_appeal(signed, at, "Vi vill ha mer hjälp.", by=bo, at=at)
        hidden = cases(bo).filter(is_sealed=True).first()
        assert hidden is not None
        why = "Skatteverket har hävt skyddet från och med i dag."
        dossier.propose_protection(hidden, Protection.NONE, why, by=bo, at=at)
        # the latest, so that it is among the first that somebody who looks is shown
        dossier.write_note(signed.case, "Ringde skolan, inget svar.", happened_at=at, by=bo, at=at)
        twice = dossier.write_note(signed.case, "Ringde skolan.", happened_at=at, by=bo, at=at)
        dossier.set_note_aside(twice, by=bo, at=at)
    with hand("siri", at) as siri:
        while access.may_go_on("glass", by=siri, at=at):
            pass


def come_back_late(at: datetime) -> None:
    """Lots drawn from the log, and a form sent after its session had ended."""
    from django.urls import reverse

    from samtid.base.dossier import actions as dossier
    from samtid.base.dossier import openings
    from samtid.doors.systems.oidc import interrupted
    from tests.walk.residents import hand

    with hand("liv", at) as liv:
        openings.pick_for_review(at.date(), seed="en lott", by=liv, at=at)
    fields = {"text": ["Mamman ringde tillbaka och berättade mer."]}
    with hand("karin", at) as karin:
        kept = {"path": reverse("desk:search"), "fields": fields}
        dossier.keep_draft(interrupted.INTERRUPTED, kept, sequence=1, by=karin, at=at)


@contextmanager
def visiting(worker: str) -> Iterator[None]:
    """Django's connection moved to this process's copy of the town, in a transaction that leaves it as it was."""
    from django.db import connection, transaction

    from samtid.ground import clock
    from tests.database import copy, lived_in
    from tests.log_in import one_transaction

    name, former = f"samtid_visit_{worker}", connection.settings_dict["NAME"]
    if name not in _visited:
        copy(lived_in(), name)
        _visited.add(name)
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        with clock.set_to(lambda: SATURDAY), one_transaction():
            yield
            transaction.set_rollback(True)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = former


_visited: set[str] = set()


def main() -> None:
    """Fill the database of the environment."""
    import django

    django.setup()
    from samtid.ground import clock
    from tests.log_in import one_transaction

    logging.disable()  # what is refused on the way is no news
    with clock.set_to(lambda: SATURDAY), one_transaction():
        fill(SATURDAY)


if __name__ == "__main__":
    main()
