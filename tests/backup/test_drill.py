"""The drill: a living town is copied, brought back somewhere else, and found to be the same."""

from __future__ import annotations

import json
import os
import tarfile

import psycopg
import pytest
from django.test import Client

from samtid.base.access import chain
from samtid.doors.cli import place
from samtid.doors.cli.cluster import state_folder, throwaway
from samtid.doors.cli.copies.measure import LEFT_OUT
from tests.backup.operator import ROOT, dossiers, measured, rights, samtid
from tests.database import TEMPLATE
from tests.elsewhere import app_url, standing_in
from tests.walk.residents import ALVA, SAGA


def test_a_locked_copy_comes_back_equal_and_the_web_works_on_it(
    town, locked, key, other, django_db_blocker, record_property
):
    record_property(
        "attempt", ("Återställning", "återställer en låst kopia bredvid, loggar in och öppnar en akt")
    )
    answer = samtid("restore", str(locked), "--to", other, "--key", str(key[0]), at=town)
    assert answer.returncode == 0, answer.stderr
    assert "Loggen är hel" in answer.stdout

    restored = place.with_database(town, other)
    before, after = measured(town), measured(restored)
    assert before.differences(after) == []
    assert before.rows > 100 and sum(head.lines for head in before.heads) > 0
    audit = samtid("audit", "verify", at=restored)
    assert audit.returncode == 0 and "Loggen är hel" in audit.stdout

    dossier, saga = dossiers(town, ALVA.number), dossiers(town, SAGA.number)
    with django_db_blocker.unblock(), standing_in(app_url(restored)):
        bo, pelle, karin = Client(), Client(), Client()
        for browser, name in ((bo, "bo"), (pelle, "pelle"), (karin, "karin")):
            assert browser.post(f"/demo/logga-in/{name}/").status_code == 302
        shown = bo.get(f"/akt/{dossier}/")
        assert shown.status_code == 200 and ALVA.family_name in shown.content.decode()
        assert pelle.get(f"/akt/{dossier}/").status_code == 404, "the walls came back as well"
        assert bo.get(f"/akt/{saga}/").status_code == 200
        assert karin.get(f"/akt/{saga}/").status_code == 404, "so did the seal on a protected identity"
    with psycopg.connect(restored, autocommit=True) as admin:
        lines, broken = chain.verify(admin)
    assert broken == [] and lines > sum(head.lines for head in before.heads), (
        "new openings join the same chains"
    )


def test_a_server_that_never_heard_of_us_gets_the_roles_the_data_and_the_web(
    town, locked, key, django_db_blocker, record_property
):
    """The server has burned: what is left is the file, its key, and the program."""
    record_property("attempt", ("Återställning", "återställer till en server som aldrig hört talas om oss"))
    with throwaway(state_folder(ROOT) / f"test-restore-{os.getpid()}") as fresh:
        there = place.with_database(fresh.superuser_url, "samtid")
        answer = samtid("restore", str(locked), "--to", "samtid", "--key", str(key[0]), at=there)
        assert answer.returncode == 0, answer.stderr
        assert measured(town).differences(measured(there)) == []
        assert rights(place.with_database(town, TEMPLATE)) == rights(there)
        with django_db_blocker.unblock(), standing_in(app_url(there)):
            bo = Client()
            assert bo.post("/demo/logga-in/bo/").status_code == 302
            assert bo.get(f"/akt/{dossiers(town, ALVA.number)}/").status_code == 200


def test_what_was_shut_is_shut_again(town, plain, other, record_property):
    """Rights that stand in no table: the web's role gets exactly what it had."""
    record_property("attempt", ("Återställning", "letar efter en rättighet som blev kvar eller kom till"))
    assert samtid("restore", str(plain), "--to", other, at=town).returncode == 0
    assert rights(place.with_database(town, TEMPLATE)) == rights(place.with_database(town, other))
    with (
        psycopg.connect(app_url(place.with_database(town, other)), autocommit=True) as web,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        web.execute("create temp table hidden (one int)")


def test_a_copy_holds_no_key_and_nobody_who_is_logged_in(town, plain, other, record_property):
    record_property("attempt", ("Återställning", "letar efter nycklar och inloggade i kopian"))
    assert samtid("restore", str(plain), "--to", other, at=town).returncode == 0
    with psycopg.connect(place.with_database(town, other)) as admin:
        assert admin.execute("select count(*) from django_session").fetchone() == (0,)
        keys = admin.execute("select encode(inner_pad, 'hex') from access.stamp_key").fetchall()
    assert len(keys) == 1, "the place's own, given again after the copy came back"
    with tarfile.open(plain) as tar:
        dump, manifest = (tar.extractfile(name).read() for name in ("dump.pgc", "manifest.json"))
    assert keys[0][0].encode() not in dump + manifest
    assert set(LEFT_OUT) <= set(json.loads(manifest)["left_out"])


def test_a_locked_copy_tells_nothing(locked, record_property):
    record_property("attempt", ("Återställning", "läser en låst kopia utan nyckel"))
    raw = locked.read_bytes()
    for word in (ALVA.family_name, ALVA.number, SAGA.family_name, "Hemliga vägen", "CREATE TABLE"):
        assert word.encode() not in raw
    assert locked.stat().st_mode & 0o077 == 0
