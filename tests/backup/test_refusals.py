"""What is damaged, foreign or locked is refused in one sentence, and nothing has changed."""

from __future__ import annotations

import os
import tarfile
from pathlib import Path

import psycopg
import pytest

from samtid.base.access import chain
from samtid.doors.cli import place
from tests.backup.operator import exists, measured, refused, samtid
from tests.elsewhere import SATURDAY, a_database, name_of

ANOTHER = "another-place-signs-with-another-key"


@pytest.fixture
def spoilt(plain: Path, tmp_path: Path):
    """A copy of the copy, with something done to it."""

    def spoil(change) -> Path:
        raw = bytearray(plain.read_bytes())
        target = tmp_path / "spoilt.samtid"
        changed = change(raw)
        target.write_bytes(raw if changed is None else changed)
        return target

    return spoil


def flip(place_in_file: float):
    def change(raw: bytearray) -> None:
        raw[int(len(raw) * place_in_file)] ^= 1

    return change


SPOILT = {
    "med en enda ändrad bit": (flip(0.3), "är skadad"),
    "avbruten på mitten": (lambda raw: raw[: len(raw) // 2], "är avbruten"),
    "utan slutet": (lambda raw: raw[:-11_000], "är avbruten"),
    "som bara är en stump": (lambda raw: raw[:300], "är ingen säkerhetskopia"),
    "som är tom": (lambda raw: b"", "är ingen säkerhetskopia"),
    "som är en bar pg_dump": (lambda raw: b"PGDMP" + raw[5:], "är ingen säkerhetskopia"),
    "med ändrad följesedel": (lambda raw: raw.replace(b'"samtid": "0', b'"samtid": "1'), "är ändrad"),
    "av ett senare slag": (
        lambda raw: raw.replace(b"samtid-backup/1", b"samtid-backup/9"),
        "är av ett annat slag",
    ),
    "med oläslig följesedel": (
        lambda raw: raw.replace(b'"format"', b'"farmat"'),
        "har en följesedel som inte går att läsa",
    ),
}


@pytest.mark.parametrize("how", SPOILT)
def test_what_is_not_whole_is_refused_in_one_sentence_and_nothing_is_changed(
    how, spoilt, town, other, here, record_property
):
    record_property("attempt", ("Återställning", f"återställer en kopia {how}"))
    change, said = SPOILT[how]
    answer = here("restore", str(spoilt(change)), "--to", other, at=town)
    assert said in refused(answer)
    assert not exists(other)
    record_property("result", refused(answer).partition(" ")[2].rstrip("."))


def test_another_file_is_refused(town, other, tmp_path, here, record_property):
    record_property("attempt", ("Återställning", "återställer en fil som är något annat"))
    with tarfile.open(tmp_path / "photos.tar", "w") as tar:
        tar.add(__file__, "test.py")
    assert "är ingen säkerhetskopia" in refused(
        here("restore", str(tmp_path / "photos.tar"), "--to", other, at=town)
    )
    assert "går inte att läsa" in refused(here("restore", str(tmp_path / "none"), "--to", other, at=town))
    assert not exists(other)


def test_the_wrong_key_opens_nothing(town, locked, other, tmp_path, here, record_property):
    record_property("attempt", ("Återställning", "öppnar en låst kopia med fel nyckel"))
    assert "är låst" in refused(here("restore", str(locked), "--to", other, at=town))
    wrong = tmp_path / "wrong.txt"
    assert here("backup", "--new-key", str(wrong), at=town).returncode == 0
    words = ["restore", str(locked), "--to", other, "--key"]
    assert "nyckeln passar inte" in refused(here(*words, str(wrong), at=town))
    wrong.write_text("hej")
    assert "ingen hemlig nyckel" in refused(here(*words, str(wrong), at=town))
    assert "går inte att läsa" in refused(here(*words, str(tmp_path / "gone"), at=town))
    assert not exists(other)


def test_a_copy_that_somebody_else_signed_is_refused_until_one_says_so(
    town, plain, other, here, record_property
):
    record_property("attempt", ("Återställning", "återställer en kopia som någon annan skrivit under"))
    answer = here("restore", str(plain), "--to", other, at=town, SAMTID_AUDIT_KEY=ANOTHER)
    assert "underskriven med en annan nyckel" in refused(answer)
    words = ["restore", str(plain), "--check"]
    assert here(*words, "--unsigned", at=town, SAMTID_AUDIT_KEY=ANOTHER).returncode == 0
    assert not exists(other)


def test_a_copy_from_a_newer_samtid_is_refused(town, other, tmp_path, record_property):
    record_property("attempt", ("Återställning", "återställer en kopia från en nyare version"))
    with a_database("newer") as newer:
        with psycopg.connect(newer) as admin:
            admin.execute(
                "insert into django_migrations (app, name, applied) values ('dossier', '9999_later', now())"
            )
        assert samtid("backup", str(tmp_path / "newer.samtid"), at=newer).returncode == 0
    answer = samtid("restore", str(tmp_path / "newer.samtid"), "--to", other, at=town)
    assert "nyare Samtid" in refused(answer)
    assert not exists(other)


def test_a_database_that_holds_anything_is_left_alone(town, plain, record_property):
    record_property("attempt", ("Återställning", "återställer över en databas som används"))
    before = measured(town)
    assert "är inte tom" in refused(samtid("restore", str(plain), "--to", name_of(town), at=town))
    assert before.differences(measured(town)) == []
    answer = samtid("backup", str(plain), at=town)
    assert "finns redan" in refused(answer)


def test_an_empty_database_that_was_there_is_there_and_empty_after_a_failure(
    town, plain, other, record_property
):
    """The copy is right but the place lacks its keys: what had begun is undone."""
    record_property("attempt", ("Återställning", "avbryter mitt i en återställning"))
    place.prepare(os.environ["SAMTID_TEST_ADMIN"], other, "only-for-tests")
    long_key = "x" * 65
    answer = samtid("restore", str(plain), "--to", other, at=town, SAMTID_STAMP_KEY=long_key)
    assert "64 tecken" in refused(answer)
    with psycopg.connect(place.with_database(town, other)) as admin:
        assert admin.execute("select count(*) from pg_tables where schemaname !~ '^pg_|^inf'").fetchone() == (
            0,
        )
    assert samtid("restore", str(plain), "--to", other, at=town).returncode == 0


def test_no_programs_of_the_servers_version_is_said_plainly(town, tmp_path, here):
    answer = here("backup", str(tmp_path / "x"), at=town, SAMTID_PG_BIN=str(tmp_path))
    assert "pg_dump och pg_restore av samma version" in refused(answer)
    assert not list(tmp_path.iterdir())


def test_a_key_that_is_none_makes_no_copy(town, tmp_path, here):
    answer = here("backup", str(tmp_path / "x"), "--for", "age1hej", at=town)
    assert "ingen nyckel" in refused(answer)
    assert not list(tmp_path.iterdir())


def test_the_town_was_not_touched_by_any_of_it(town):
    with psycopg.connect(town, autocommit=True) as admin:
        assert chain.verify(admin)[1] == []
        assert admin.execute("select max(at) <= %s from access_opening", [SATURDAY]).fetchone() == (True,)
