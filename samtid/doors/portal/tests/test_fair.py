"""The open door is fair: one who sends hundreds is received, and waits behind everybody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from samtid.doors.portal import rules
from samtid.doors.portal.models import DayKey
from samtid.ground import clock
from samtid.ground.network import network
from samtid.steps.intake import queries
from samtid.steps.intake.models import Report
from samtid.steps.intake.words import Stage

SENT = {"who": "private", "text": "Barnet på tvåan gråter varje natt."}
FLOOD, CALM, THIRD = "192.0.2.7", "198.51.100.9", "203.0.113.4"


@pytest.fixture(autouse=True)
def moment(monkeypatch, at, db):
    monkeypatch.setattr(clock, "_source", lambda: at)


def send(client, address: str, times: int = 1) -> None:
    for _ in range(times):
        answer = client.post(reverse("portal:need", args=["child"]), SENT, REMOTE_ADDR=address)
        assert answer.status_code == 303, "nobody is refused"


def test_a_flood_from_one_place_marks_itself_and_nobody_else(client, acting, monkeypatch, at):
    monkeypatch.setattr(rules, "FROM_ONE_PLACE", 3)
    monkeypatch.setattr(rules, "FROM_EVERYWHERE", 5)
    send(client, FLOOD, 10)
    send(client, CALM)
    with acting("maja") as maja:
        assert Report.objects.count() == 11
        assert Report.objects.filter(is_marked=True).count() == 7
        stages = queries.grouped(queries.queue(maja))
        assert len(stages[Stage.PROTECTION]) == 4
        assert [row.report.turn for row in stages[Stage.MARKED]] == [4, 5, 6, 7, 8, 9, 10]


def test_the_marked_wait_each_senders_in_turn(client, acting, monkeypatch, at):
    monkeypatch.setattr(rules, "FROM_ONE_PLACE", 1)
    send(client, FLOOD, 5)
    send(client, THIRD, 2)
    with acting("maja") as maja:
        marked = queries.grouped(queries.queue(maja))[Stage.MARKED]
        assert [row.report.turn for row in marked] == [2, 2, 3, 4, 5]


def test_one_who_changes_address_within_a_network_is_one_sender():
    assert network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff::9")
    assert network("2001:db8:1:3::1") != network("2001:db8:1:2::1")
    assert network("::ffff:192.0.2.7") == network("192.0.2.7") == "192.0.2.7"
    assert network("fe80::1%eth0") and network("what") == "what" and network("") == ""


def test_the_key_of_the_day_is_gone_the_day_after_and_read_by_nobody(
    client, acting, as_owner, monkeypatch, at
):
    send(client, CALM)
    with as_owner():
        first = DayKey.objects.get()
        assert len(first.key) == 64
    with acting("maja"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from portal_daykey")
    with acting("maja"):
        assert not DayKey.objects.exists()
    monkeypatch.setattr(clock, "_source", lambda: at + timedelta(days=1))
    send(client, CALM)
    with as_owner():
        assert DayKey.objects.get().key != first.key


def test_the_sender_is_not_kept_with_what_was_sent(client, acting):
    send(client, CALM)
    assert "source" not in {field.name for field in Report._meta.get_fields()}
