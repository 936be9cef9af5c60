"""The file of a backup and its manifest, without a database: whole, or refused."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as some

from samtid.base.access.chain import Head
from samtid.doors.cli import Refused
from samtid.doors.cli.copies import file
from samtid.doors.cli.copies.manifest import Manifest, Unknown, read
from samtid.doors.cli.copies.measure import Measure, Table
from samtid.doors.cli.copies.programs import complaint
from samtid.doors.cli.copies.roles import Role
from samtid.ground import locks

KEY = b"only-for-tests"
HELD = Measure(
    ("access.0001_initial",),
    {"public.people_person": Table(3, "17"), "access.chain": Table(16, "-4")},
    {"public.organisation_staff_id_seq": 20},
    (Head(0, 2, b"\1" * 32),),
    (Role("samtid_worker", True, ("track_activities=off",)),),
    ("access.stamp_key",),
)
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def of(size: int, sha256: str, *, is_locked: bool = False) -> Manifest:
    return Manifest(AT, "0.1.0", "Piteå kommun", 18, is_locked, size, sha256, HELD)


def written(path: Path, dump: bytes, key: bytes = KEY) -> None:
    file.write(path, lambda into: into.write(dump), lambda size, sha256: (of(size, sha256).text(key), False))


@given(dump=some.binary(max_size=3000))
def test_what_is_written_is_what_is_read(dump):
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.samtid")
        written(path, dump)
        copy = file.read(path, KEY)
        with copy.dump() as kept:
            assert kept.read() == dump
        assert copy.manifest == of(len(dump), copy.manifest.sha256)
        assert copy.signature.is_ours and copy.signature.is_right


@given(dump=some.binary(min_size=1, max_size=600), data=some.data())
def test_a_changed_byte_is_refused_or_changes_nothing(dump, data):
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.samtid")
        written(path, dump)
        raw = bytearray(path.read_bytes())
        at = data.draw(some.integers(0, len(raw) - 1))
        raw[at] ^= data.draw(some.integers(1, 255))
        path.write_bytes(raw)
        try:
            copy = file.read(path, KEY)
        except Refused as refusal:
            assert str(refusal).startswith("a.samtid ") and "\n" not in str(refusal)
            return
        if copy.signature.is_ours and copy.signature.is_right:
            with copy.dump() as kept:
                assert kept.read() == dump
            assert copy.manifest == of(len(dump), copy.manifest.sha256)


@given(dump=some.binary(max_size=600), data=some.data())
def test_a_file_cut_off_before_its_manifest_ends_is_refused(dump, data):
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.samtid")
        written(path, dump)
        raw = path.read_bytes()
        path.write_bytes(raw[: data.draw(some.integers(0, raw.rindex(b"}")))])
        with pytest.raises(Refused):
            file.read(path, KEY)


def test_another_key_is_told_from_a_wrong_signature():
    text = of(1, "00").text(KEY)
    assert not read(text, b"another")[1].is_ours
    _, changed = read(text.replace(b"Pite", b"Bode"), KEY)
    assert changed.is_ours and not changed.is_right
    for nonsense in (b"", b"[]", b"{}", b'{"format": "samtid-backup/1"}', b"\xff"):
        with pytest.raises(Unknown):
            read(nonsense, KEY)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (
            replace(HELD, tables=HELD.tables | {"public.people_person": Table(2, "17")}),
            "2 rader i stället för 3",
        ),
        (replace(HELD, tables=HELD.tables | {"public.people_person": Table(3, "18")}), "innehållet i"),
        (replace(HELD, tables={"access.chain": Table(16, "-4")}), "people_person saknas"),
        (replace(HELD, tables=HELD.tables | {"public.new": Table(0, "0")}), "är tillagd"),
        (replace(HELD, sequences={}), "räknare"),
        (replace(HELD, heads=()), "loggens kedja"),
        (replace(HELD, migrations=()), "migreringarna"),
    ],
)
def test_each_difference_is_found_and_named(other, said):
    assert HELD.differences(HELD) == []
    [told] = HELD.differences(other)
    assert said in told


def test_a_file_is_whole_or_not_there_at_all(tmp_path):
    def breaks(into) -> None:
        into.write(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(Refused, match=r"a\.samtid kan inte skrivas"):
        file.write(tmp_path / "a.samtid", breaks, lambda size, sha256: (b"", False))
    assert not list(tmp_path.iterdir())


def test_a_complaint_leaves_out_what_somebody_wrote():
    said = (
        'pg_restore: error: COPY failed for table "people_person": ERROR:  invalid input syntax for type date: "Alva"\n'
        'CONTEXT:  COPY people_person, line 1, column born_on: "Nyström"'
    )
    assert "Alva" not in complaint(said) and "Nyström" not in complaint(said)
    assert complaint("pg_dump: error: connection failed") == "pg_dump: error: connection failed"
    assert complaint("") == "inget svar"


def test_two_can_hold_the_key_and_a_secret_one_can_stand_for_its_public_half(tmp_path):
    texts = [locks.new_key(AT) for _ in range(2)]
    for number, (secret, _) in enumerate(texts):
        (tmp_path / str(number)).write_text(secret)
    to = locks.readers([texts[0][1], str(tmp_path / "1")])
    locked = locks.lock_bytes(b"hej", to)
    for number in range(2):
        plain = io.BytesIO()
        locks.unlock(io.BytesIO(locked), plain, locks.keys(tmp_path / str(number)))
        assert plain.getvalue() == b"hej"
    with pytest.raises(locks.BadKey, match="passar inte"):
        (tmp_path / "2").write_text(locks.new_key(AT)[0])
        locks.unlock(io.BytesIO(locked), io.BytesIO(), locks.keys(tmp_path / "2"))
    with pytest.raises(locks.Damaged):
        locks.unlock(io.BytesIO(locked[:-1]), io.BytesIO(), locks.keys(tmp_path / "0"))
