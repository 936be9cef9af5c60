"""What a superuser takes away, puts in or does twice in the log is told by ``samtid audit verify --against``."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import psycopg
import pytest

from samtid.base.access import chain
from tests.attacker.chains import make_again, run_audit


def audited(town, monkeypatch, capsys, *files) -> tuple[int, str]:
    monkeypatch.setenv("SAMTID_ADMIN_URL", town.url)
    code = run_audit("verify", *(["--against", *map(str, files)] if files else []))()
    told = capsys.readouterr()
    return code, told.out + told.err


@pytest.fixture
def outside(town, owner, monkeypatch, capsys, tmp_path):
    """A head that was handed out before anybody touched the log."""
    monkeypatch.setenv("SAMTID_ADMIN_URL", town.url)
    assert run_audit("head", "--sign")() == 0
    file = tmp_path / "head.json"
    file.write_text(capsys.readouterr().out)
    return file


def longest(owner: psycopg.Connection) -> tuple[int, int]:
    return owner.execute(
        "select number, length from access.chain order by length desc, number limit 1"
    ).fetchone()


def take_all(owner: psycopg.Connection, number: int, after: int = 0) -> None:
    """Every line of one process from one place on, with its links."""
    owner.execute("set session_replication_role = replica")
    owner.execute(
        "with gone as (delete from access.link where chain = %s and sequence > %s returning opening_id) "
        "delete from access_opening where id in (select opening_id from gone)",
        [number, after],
    )


def set_end(owner: psycopg.Connection, number: int, length: int, digest: bytes) -> None:
    owner.execute(
        "update access.chain set length = %s, head = %s where number = %s", [length, digest, number]
    )


@pytest.mark.parametrize("how", ["lines", "and its row", "and its head"])
def test_a_whole_missing_chain_is_told(town, owner, outside, monkeypatch, capsys, how):
    number, length = longest(owner)
    take_all(owner, number)
    if how == "and its row":
        owner.execute("delete from access.chain where number = %s", [number])
    if how == "and its head":
        set_end(owner, number, 0, chain.genesis(number))
        assert audited(town, monkeypatch, capsys)[0] == 0, "all that is left agrees"
    code, told = audited(town, monkeypatch, capsys, outside)
    assert (code, f"Rad 1 i kedja {number} är borttagen" in told) == (1, True), told
    assert length > 1


def test_a_truncated_tail_is_told(town, owner, outside, monkeypatch, capsys):
    number, length = longest(owner)
    kept = owner.execute(
        "select hash from access.link where chain = %s and sequence = %s", [number, length - 2]
    ).fetchone()
    take_all(owner, number, length - 2)
    code, told = audited(town, monkeypatch, capsys)
    assert (code, f"Rad {length - 1} i kedja {number} är borttagen" in told) == (1, True), told
    set_end(owner, number, length - 2, kept[0])
    assert audited(town, monkeypatch, capsys)[0] == 0
    code, told = audited(town, monkeypatch, capsys, outside)
    assert (code, f"Rad {length - 1} i kedja {number} är borttagen" in told) == (1, True), told


def test_a_rewritten_line_is_told(town, owner, outside, monkeypatch, capsys):
    number, _length = longest(owner)
    owner.execute("set session_replication_role = replica")
    owner.execute(
        "update access_opening set why = 'Inget att se' where id = (select opening_id from access.link where chain = %s "
        "and sequence = 2)",
        [number],
    )
    make_again(owner, number)
    assert audited(town, monkeypatch, capsys)[0] == 0
    code, told = audited(town, monkeypatch, capsys, outside)
    assert (code, "är omskriven" in told, f"i kedja {number}" in told) == (1, True, True), told


@pytest.mark.parametrize("where", ["at the end", "in its place", "in another chain"])
def test_a_doubled_line_is_told(town, owner, monkeypatch, capsys, where):
    number, length = longest(owner)
    other = next(
        n for (n,) in owner.execute("select number from access.chain where number <> %s", [number]).fetchall()
    )
    owner.execute("set session_replication_role = replica")
    for (name,) in owner.execute(
        "select indexrelid::regclass::text from pg_index where indrelid = 'access.link'::regclass and indisunique"
    ).fetchall():
        owner.execute(f"alter table access.link drop constraint if exists {name.rpartition('.')[2]} cascade")
    rows = owner.execute(chain.LINES.replace("order by", "where l.chain = %s order by"), [number]).fetchall()
    last = chain.Line(*rows[-1])
    place, end = {
        "at the end": ((number, length + 1), last.hash),
        "in its place": ((number, length), last.hash),
        "in another chain": (
            (
                other,
                1 + owner.execute("select length from access.chain where number = %s", [other]).fetchone()[0],
            ),
            bytes(owner.execute("select head from access.chain where number = %s", [other]).fetchone()[0]),
        ),
    }[where]
    again = replace(last, chain=place[0], sequence=place[1], previous=end)
    digest = hashlib.sha256(chain.said(again)).digest()
    try:
        owner.execute(
            "insert into access.link (chain, sequence, opening_id, written_at, previous, hash) values (%s, %s, %s, %s, %s, %s)",
            [*place, again.opening, again.written_at, end, digest],
        )
        set_end(owner, place[0], place[1], digest)
        code, told = audited(town, monkeypatch, capsys)
        assert code == 1 and str(again.opening) in told, told
    finally:
        owner.execute("delete from access.link where hash = %s", [digest])
        owner.execute("alter table access.link add primary key (chain, sequence)")


def test_a_head_that_leaves_a_chain_out_is_no_head(town, owner, outside, monkeypatch, capsys):
    assert run_audit("head")() == 0  # without a signature, so that anybody may write in it
    told = json.loads(capsys.readouterr().out)
    number, _ = longest(owner)
    told["chains"] = [one for one in told["chains"] if one["chain"] != number]
    outside.write_text(json.dumps(told))
    code, said = audited(town, monkeypatch, capsys, outside)
    assert (code, "roten stämmer inte" in said) == (2, True), said


@pytest.mark.parametrize("lost", ["a whole chain", "an end", "nothing", "what is on its way"])
def test_what_a_receiver_has_lost_is_told(town, owner, monkeypatch, capsys, tmp_path, lost):
    owner.execute("set session_replication_role = replica")
    number, length = longest(owner)
    if lost != "what is on its way":  # all but one were written two hours ago
        owner.execute("update access.link set written_at = written_at - interval '2 hours'")
        for (one,) in owner.execute("select distinct chain from access.link").fetchall():
            make_again(owner, one)
    chain_of = "select chain from access.link where opening_id = %s"
    while owner.execute(chain_of, [town.log_opening("maja")]).fetchone()[0] == number:
        length += 1
    kept = [
        {
            "format": chain.STREAM_FORMAT,
            "chain": n,
            "number": s,
            "hash": bytes(h).hex(),
            "written_at": w.isoformat(),
        }
        for n, s, h, w in owner.execute(
            "select chain, sequence, hash, written_at from access.link order by 1, 2"
        ).fetchall()
        if lost == "nothing" or n != number or (lost == "an end" and s < 3)
    ]
    file = tmp_path / "stream.jsonl"
    file.write_text("\n".join(map(json.dumps, kept)))
    code, told = audited(town, monkeypatch, capsys, file)
    first = {"a whole chain": 1, "an end": 3}.get(lost)
    assert code == (1 if first else 0), told
    assert (f"rader i kedja {number}, från rad {first}." in told) is bool(first), told
