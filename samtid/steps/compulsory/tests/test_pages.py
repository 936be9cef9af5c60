"""Spårets sidor: what is said, refused at the field, and never lost."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from samtid.base.dossier.tests.make import a_case
from samtid.ground import clock
from samtid.steps.compulsory import queries
from samtid.steps.compulsory.models import Track, TrackStep
from samtid.steps.compulsory.words import Content, Kind

from .make import a_step, a_track, by_chair

FRIDAY = datetime(2026, 12, 18, 16, 40, tzinfo=UTC)


@pytest.fixture
def now(monkeypatch):
    def set_to(at: datetime) -> datetime:
        monkeypatch.setattr(clock, "now", lambda: at)
        return at

    set_to(FRIDAY)
    return set_to


@pytest.fixture
def case(acting, now):
    at = datetime(2026, 12, 17, 9, tzinfo=UTC)
    with acting("siri", at=at) as siri:
        return a_case(by=siri, at=at)


@pytest.fixture
def siri(client, staff, case):
    client.force_login(staff("siri"))
    return client


@pytest.fixture
def track(acting, case) -> Track:
    from samtid.steps.compulsory import actions

    with acting("siri", at=FRIDAY) as siri:
        made = a_track(case, by=siri, at=FRIDAY)
        actions.write_step(made, by_chair(date(2026, 12, 18), date(2027, 1, 14)), by=siri, at=FRIDAY)
        return made


def page(client, address: str, **said: str):
    answer = client.post(address, said) if said else client.get(address)
    return answer, answer.content.decode()


def test_from_the_file_to_an_open_track_and_the_chairs_decision(siri, case, as_owner):
    _, file = page(siri, reverse("desk:dossier", args=[case.dossier_id]))
    assert reverse("compulsory:open", args=[case.pk]) in file
    answer, text = page(siri, reverse("compulsory:open", args=[case.pk]))
    assert answer.status_code == 200 and "beviljas inte som en insats" in text
    answer = siri.post(reverse("compulsory:open", args=[case.pk]))
    assert answer.status_code == 302
    answer, text = page(siri, answer["Location"])
    assert "Inget steg är skrivet än" in text and "steg=custody" in text
    with as_owner():
        pk = Track.objects.get().pk
    answer, text = page(siri, reverse("compulsory:write", args=[pk]) + "?steg=custody")
    assert "LVU 6 §" in text and "Hemmet, LVU 2 §" in text and "Anknytning" not in text
    said = {
        "steg": "custody",
        "on": "2026-12-18",
        "decider": "chair",
        "who": "Berit Provdal",
        "until": "2027-01-14",
        "ground": "environment",
        "text": "Barnet kan inte vara hemma i natt, och föräldrarna säger nej.",
    }
    answer, text = page(siri, reverse("compulsory:write", args=[pk]), **said | {"who": "", "until": ""})
    assert (
        answer.status_code == 422 and "Skriv vem som beslutade" in text and "sammanträder nästa gång" in text
    )
    assert "föräldrarna säger nej" in text, "what was written stays"
    answer, _ = page(siri, reverse("compulsory:write", args=[pk]), **said)
    assert answer.status_code == 302
    _, text = page(siri, reverse("compulsory:track", args=[pk]))
    assert "Omedelbart omhändertagen sedan 2026-12-18" in text and "2026-12-25" in text
    assert "Från fredag 1 januari 2027 gäller lag (2026:1600)" in text or "1 januari 2027" in text


def test_the_application_says_at_each_field_what_is_missing(siri, track):
    answer, text = page(
        siri,
        reverse("compulsory:write", args=[track.pk]),
        steg="applied",
        on="2026-12-18",
        decider="committee",
    )
    assert answer.status_code == 422
    for one in Content:
        assert f"{one.label} saknas i ansökan" in text
    assert "Vårdplanen ska följa med" in text and "LVU 4 §" in text


@pytest.mark.parametrize("kind", list(Kind))
def test_every_step_has_a_form_that_answers_nothing_with_words(siri, track, kind):
    address = reverse("compulsory:write", args=[track.pk])
    answer, text = page(siri, f"{address}?steg={kind.value}")
    assert answer.status_code == 200 and kind.label in text
    answer, text = page(siri, address, steg=kind.value)
    assert answer.status_code == 422 and "Skriv vilken dag" in text
    said = {"ground": "x", "decider": "y", "until": "igår", "reason": "z"}
    answer, text = page(siri, address, steg=kind.value, on="2027-12-18", **said)
    assert answer.status_code == 422 and "error" in text


def test_a_step_nobody_knows_is_the_page_itself(siri, track):
    assert page(siri, reverse("compulsory:write", args=[track.pk]) + "?steg=nej")[0].status_code == 200


def test_a_lapse_is_said_on_the_day_before_and_after_and_stands_until_it_is_seen(
    siri, staff, track, now, client
):
    _, day = page(siri, reverse("desk:day"))
    assert "Underställning av omedelbart omhändertagande" in day and "2026-12-25" in day
    now(datetime(2026, 12, 29, 8, tzinfo=UTC))
    _, day = page(siri, reverse("desk:day"))
    assert "Omhändertagandet upphörde efter 2026-12-28" in day and "Upphörandet är hanterat" in day
    assert (
        day.index("Omhändertagandet upphörde") < day.index("Inom tre dagar")
        if "Inom tre dagar" in day
        else True
    )
    answer, text = page(siri, reverse("compulsory:track", args=[track.pk]))
    assert "Barnet får inte hållas kvar" in text
    said = "Hämtningen är avbruten. Båda föräldrarna och skolan vet."
    answer, _ = page(
        siri, reverse("compulsory:write", args=[track.pk]), steg="lapse_seen", on="2026-12-29", text=said
    )
    assert answer.status_code == 302
    _, day = page(siri, reverse("desk:day"))
    assert "Omhändertagandet upphörde" not in day


def test_a_correction_and_a_mistake_are_shown_beside(siri, track, acting, as_owner):
    with as_owner():
        step = TrackStep.objects.get()
    address = reverse("compulsory:correct", args=[step.pk])
    answer, text = page(siri, address)
    assert answer.status_code == 200 and "Berit Provdal" in text
    said = {"on": "2026-12-17", "decider": "chair", "who": "Berit Provdal", "until": "2027-01-14"}
    said |= {"ground": "environment", "text": step.text}
    answer, text = page(siri, address, **said, why="fel")
    assert answer.status_code == 422 and "vad som var fel" in text
    answer, _ = page(siri, address, **said, why="Hon ringde redan på torsdagen")
    assert answer.status_code == 302
    _, text = page(siri, reverse("compulsory:track", args=[track.pk]))
    assert "<del>" in text and "Hon ringde redan på torsdagen" in text
    with as_owner():
        new = TrackStep.objects.exclude(pk=step.pk).get()
    answer, text = page(
        siri, reverse("compulsory:withdraw", args=[new.pk]), why="Det gällde systern, se hennes ärende"
    )
    assert answer.status_code == 302
    _, text = page(siri, reverse("compulsory:track", args=[track.pk]))
    assert "Skrivet av misstag" in text and "Ingen frist löper" in text


def test_the_wrong_child_is_set_aside(siri, track):
    address = reverse("compulsory:annul", args=[track.pk])
    assert page(siri, address, why=" ")[0].status_code == 422
    assert page(siri, address, why="Det gällde systern, se hennes ärende")[0].status_code == 302
    _, text = page(siri, reverse("compulsory:track", args=[track.pk]))
    assert "Gällde fel barn" in text and "Nästa steg" in text
    answer, text = page(siri, reverse("compulsory:write", args=[track.pk]), steg="submitted", on="2026-12-18")
    assert answer.status_code == 422 and "fel barn" in text


def test_what_is_secret_is_said_not_to_be_locked(siri, track, acting):
    with acting("siri", at=FRIDAY) as worker:
        a_step(track, Kind.SECRET, by=worker, at=FRIDAY)
        assert queries.state(queries.tracks(worker).get(pk=track.pk), FRIDAY).secret_on
    _, text = page(siri, reverse("compulsory:track", args=[track.pk]))
    assert "Platsen är inte låst" in text
    for kind in (Kind.CONTACT, Kind.BEGUN, Kind.SECRET_CONSIDERED):
        _, text = page(siri, reverse("compulsory:write", args=[track.pk]) + f"?steg={kind.value}")
        assert "Skriv aldrig var barnet är" in text, kind


@pytest.mark.parametrize("kind", [Kind.AT_HOME, Kind.LAPSE_SEEN])
def test_no_step_asks_where_the_child_is(siri, track, kind):
    _, text = page(siri, reverse("compulsory:write", args=[track.pk]) + f"?steg={kind.value}")
    assert "hos vem" not in text and "Skriv aldrig var barnet är" in text


def test_a_stranger_sees_nothing(client, staff, track):
    client.force_login(staff("bo"))
    for name in ("track", "write", "annul"):
        address = reverse(f"compulsory:{name}", args=[track.pk])
        assert (
            client.post(address, {"why": "prov prov prov"}) if name == "annul" else client.get(address)
        ).status_code == 404


def test_the_clocks_are_on_the_managers_page_and_on_paper_by_the_law_of_the_day(acting, staff, track, now):
    """Both the weeks stand in the outage pack; and after the lapse the manager's unit says so, whoever holds the case."""
    from samtid.base.dossier import queries as dossier
    from samtid.doors.outage.queries import pack
    from samtid.steps.compulsory import offers

    with acting("siri", at=FRIDAY) as siri:
        a_step(track, Kind.BEGUN, by=siri, at=FRIDAY)
        unit = siri.memberships.order_by("pk")[0].unit
        found = {one.what: one.due_on for one in pack(siri, unit, FRIDAY.date(), FRIDAY).deadlines}
        assert found["Underställning av omedelbart omhändertagande"] == date(2026, 12, 25)
        assert list(offers.unit(siri, unit, FRIDAY)) == []
        assert dossier.cases(siri).filter(pk=track.case_id).exists()
    later = datetime(2027, 1, 4, 8, tzinfo=UTC)
    with acting("siri", at=later) as siri:
        found = {one.what: one.due_on for one in pack(siri, unit, later.date(), later).deadlines}
        assert found["Ordförandens beslut om omhändertagande anmäls"] == date(2027, 1, 14)
        assert found["Överlämna beslut om omedelbart omhändertagande till rätten"] == date(2026, 12, 25), (
            "late"
        )
    after = datetime(2026, 12, 29, 8, tzinfo=UTC)
    with acting("siri", at=after) as siri:
        [said] = offers.unit(siri, unit, after)
        assert "upphörde efter 2026-12-28" in said.text
