"""Much at once: everything is received, the unusual is marked, and nobody's address is kept."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from samtid.doors.portal import rules
from samtid.doors.portal.models import Mark, Pressure
from samtid.steps.intake.models import Report

SENT = {"who": "private", "text": "Barnet på tvåan gråter varje natt."}


@pytest.fixture(autouse=True)
def moment(monkeypatch, at, db):
    from samtid.ground import clock

    monkeypatch.setattr(clock, "_source", lambda: at)


@pytest.fixture
def child_address():
    return reverse("portal:need", args=["child"])


def test_over_the_limit_everything_is_still_received_and_marked(client, acting, child_address, monkeypatch):
    monkeypatch.setattr(rules, "FROM_ONE_PLACE", 3)
    answers = [client.post(child_address, SENT, REMOTE_ADDR="192.0.2.7").status_code for _ in range(5)]
    assert answers == [303] * 5
    client.post(child_address, SENT, REMOTE_ADDR="198.51.100.9")
    with acting("maja"):
        assert Report.objects.count() == 6
        assert [mark.why for mark in Mark.objects.order_by("why")] == [
            "Ovanligt mycket från samma håll: 4 på en timme.",
            "Ovanligt mycket från samma håll: 5 på en timme.",
        ]
    with acting("bo"):
        assert not Mark.objects.exists(), "only those who see the report"


def test_much_from_everywhere_is_marked_too(client, acting, child_address, monkeypatch):
    monkeypatch.setattr(rules, "FROM_EVERYWHERE", 2)
    for number in range(3):
        client.post(child_address, SENT, REMOTE_ADDR=f"192.0.2.{number}")
    with acting("maja"):
        assert Mark.objects.get().why == "Ovanligt mycket på en gång: 3 på en timme."


def test_the_reception_finds_what_is_marked(client, staff, child_address, monkeypatch):
    monkeypatch.setattr(rules, "FROM_ONE_PLACE", 0)
    client.post(child_address, SENT)
    assert client.get(reverse("portal:marked")).status_code == 302, "not for everybody"
    client.force_login(staff("maja"), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("portal:marked")).content.decode()
    assert "Ovanligt mycket från samma håll" in page
    assert "gråter" not in page

    # the queue asks for a line of its own, with the number and nothing else; one without keys gets an empty one
    part = client.get(reverse("portal:marked"), headers={"HX-Request": "true"}).content.decode()
    assert "1 i kön kom in när det var ovanligt mycket" in part and "<html" not in part
    assert reverse("portal:marked") in client.get(reverse("intake:queue")).content.decode()
    client.force_login(staff("bo"), backend="django.contrib.auth.backends.ModelBackend")
    assert not client.get(reverse("portal:marked"), headers={"HX-Request": "true"}).content.strip()


def test_no_address_is_kept_and_a_day_later_nothing(client, as_owner, at, child_address, monkeypatch):
    from datetime import timedelta

    from samtid.ground import clock

    client.post(child_address, SENT, REMOTE_ADDR="192.0.2.7")
    with as_owner():
        first = Pressure.objects.get()
        assert "192." not in first.source
        assert len(first.source) == 64
    monkeypatch.setattr(clock, "_source", lambda: at + timedelta(days=1, hours=1))
    client.post(child_address, SENT, REMOTE_ADDR="192.0.2.7")
    with as_owner():
        assert Pressure.objects.get().source != first.source, "another day, another hash; yesterday's is gone"


def test_nobody_reads_the_pressure_or_marks_an_older_report(client, acting, child_address, at):
    from datetime import timedelta

    from samtid.base.access.words import Purpose

    client.post(child_address, SENT)
    with acting("maja"):
        assert not Pressure.objects.exists()
        report = Report.objects.get().pk
        for change in ("insert into portal_mark values (%s, now(), 'x')", "delete from portal_mark"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change, [report] if "%s" in change else [])
    with (
        acting("", at=at + timedelta(minutes=1), purpose=Purpose.PORTAL),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("select access.mark_report(%s, 'x', 1)", [report])


def test_behind_a_proxy_only_its_own_word_counts(rf, settings):
    from samtid.base.access.caller import address_of

    request = rf.get("/", headers={"X-Forwarded-For": "203.0.113.66, 192.0.2.7"}, REMOTE_ADDR="10.0.0.1")
    assert address_of(request) == "10.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert address_of(request) == "192.0.2.7", "what the sender wrote first can be anything"
