"""Vad databasen själv säger nej till, whoever has the key, the source and any SQL."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, transaction

from samtid.base.dossier.actions import record, set_protection
from samtid.base.dossier.tests.make import ALVA, a_case
from samtid.base.people.actions import Details
from samtid.base.people.words import NumberKind, Protection
from samtid.steps.compulsory.models import Track, TrackStep
from samtid.steps.compulsory.words import Event, Kind

from .make import a_step, a_track

BROTHER = Details("Nils", "Nyström", number="201001022381", number_kind=NumberKind.PERSONNUMMER)


@pytest.fixture
def track(acting, at) -> Track:
    with acting("siri", at=at - timedelta(days=2)) as siri:
        case = a_case(by=siri, at=at - timedelta(days=2), details=ALVA)
    with acting("siri", at=at - timedelta(days=1)) as siri:
        made = a_track(case, by=siri, at=at - timedelta(days=1))
        a_step(made, Kind.CUSTODY, by=siri, at=at - timedelta(days=1))
        return made


def refused(do) -> None:
    with pytest.raises(Error), transaction.atomic():
        do()


@pytest.mark.parametrize("username", ["pelle", "omar", "ulf", "tova", "inga", "liv", "ola", "vera"])
def test_nobody_without_a_key_reads_a_track_or_that_there_is_one(acting, track, username):
    with acting(username):
        assert not Track.objects.exists() and not TrackStep.objects.exists()


def test_a_protected_childs_track_is_seen_by_the_keyholder_alone(acting, track, at):
    with acting("siri") as siri:
        set_protection(track.case, Protection.MARKED, by=siri, at=at)
    with acting("siri"):
        assert TrackStep.objects.count() == 1
    for username in ("bo", "karin", "maja", "rut"):
        with acting(username):
            assert not Track.objects.exists() and not TrackStep.objects.exists()


def test_a_step_stands_as_it_was_written(acting, track, at):
    with acting("siri"):
        refused(lambda: TrackStep.objects.update(text="Något annat"))
        refused(lambda: TrackStep.objects.all().delete())
        refused(lambda: TrackStep.objects.update(happened_on=at.date()))


def test_a_step_is_written_by_whoever_writes_it_now_and_in_its_tracks_own_case(acting, staff, track, at):
    said = {"kind": Kind.SUBMITTED, "happened_on": at.date(), "case_id": track.case_id}
    with acting("siri") as siri:
        refused(lambda: TrackStep.objects.create(track=track, by=staff("bo"), at=at, **said))
        refused(lambda: TrackStep.objects.create(track=track, by=siri, at=at - timedelta(days=9), **said))
        assert TrackStep.objects.create(track=track, by=siri, at=at, **said).case_id == track.case_id


def test_a_correction_is_of_the_same_kind_of_step_in_the_same_track(acting, track, at):
    with acting("siri", at=at - timedelta(hours=2)) as siri:
        case = a_case(by=siri, at=at - timedelta(hours=2), details=BROTHER)
    with acting("siri") as siri:
        other = a_track(case, by=siri, at=at)
        [step] = TrackStep.objects.all()
        said = {"happened_on": at.date(), "corrects": step, "why": "prov", "by": siri, "at": at}
        refused(lambda: TrackStep.objects.create(track=other, case=case, kind=Kind.CUSTODY, **said))
        refused(lambda: TrackStep.objects.create(track=track, case=track.case, kind=Kind.SUBMITTED, **said))
        said["why"] = ""
        refused(lambda: TrackStep.objects.create(track=track, case=track.case, kind=Kind.CUSTODY, **said))


def test_the_diary_says_no_step_that_was_not_written(acting, track, at):
    with acting("siri") as siri:
        for event in (Event.STEP, Event.CORRECTED, Event.ANNULLED, Event.OPENED):
            refused(lambda event=event: record(track.case, event, by=siri, at=at))


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "x"},
        {"ground": "x"},
        {"decider": "x"},
        {"reason": "x"},
        {"kind": Kind.JUDGED, "decider": "", "ref": "mål 1"},
        {"kind": Kind.JUDGED, "decider": "court", "ref": ""},
        {"happened_on": timedelta(days=1)},
    ],
)
def test_a_step_no_rule_knows_is_not_written_by_any_sql(acting, track, at, said):
    with acting("siri") as siri:
        whole = {"kind": Kind.SUBMITTED, "happened_on": timedelta(), "case_id": track.case_id} | said
        whole["happened_on"] = at.date() + whole["happened_on"]
        refused(lambda: TrackStep.objects.create(track=track, by=siri, at=at, **whole))
