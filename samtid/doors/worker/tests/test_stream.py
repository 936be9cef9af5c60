"""The log leaves the machine as it is written, nobody is named in it, and what has been received is proof later."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest

from samtid.base.access import chain
from samtid.doors.worker import receivers, stream
from tests.attacker.foothold import NAME, Town

GLASS = "select access.break_glass('201203142391', 'Akut: mamman på sjukhus', 1)"


@pytest.fixture
def sink(tmp_path: Path) -> Path:
    return tmp_path / "strom.ndjson"


@pytest.fixture
def worker(url: str):
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


def received(sink: Path) -> list[dict]:
    return [json.loads(row) for row in sink.read_text().splitlines()]


def all_lines(worker, sink: Path) -> int:
    counted = 0
    while sent := stream.lines(worker, f"file://{sink}"):
        counted += sent
    return counted


def proved(town: Town, sink: Path) -> tuple[list[str], list[tuple[int, int]]]:
    heads, gaps = chain.read_stream(sink.read_text().splitlines())
    with town.admin() as owner:
        _, found = chain.verify(owner, heads)
    return [str(one.fault.name) for one in found], gaps


def test_every_line_leaves_once_and_what_is_new_leaves_next(town: Town, worker, sink):
    town.log_openings("maja", ["a", "b"])
    with town.admin() as owner:
        [lines] = owner.execute("select count(*) from access.link").fetchone()
    assert all_lines(worker, sink) == lines
    assert stream.lines(worker, f"file://{sink}") == 0
    town.log_opening("maja")
    assert stream.lines(worker, f"file://{sink}") == 1
    assert proved(town, sink) == ([], [])


def test_nobody_is_in_it(town: Town, worker, sink):
    all_lines(worker, sink)
    with town.acting("pelle") as web:
        web.execute(GLASS)
    stream.alarms(worker, f"file://{sink}")
    said = sink.read_text()
    for secret in (
        NAME,
        "Alva",
        "201203142391",
        str(town.case),
        str(town.dossier),
        str(town.person),
        "sjukhus",
        "pelle",
        "Pelle",
    ):
        assert secret not in said
    assert {*received(sink)[0]} == {
        "format",
        "chain",
        "number",
        "previous",
        "hash",
        "written_at",
        "kind",
        "unit",
    }
    [alarm] = [one for one in received(sink) if "larm" in one]
    assert (alarm["larm"], alarm["enhet"]) == ("Nödöppning", "Mottagning")
    assert {*alarm} == {"larm", "nummer", "enhet", "tid"} and len(alarm["nummer"]) == 6
    assert stream.alarms(worker, f"file://{sink}") == 0, "told once"


def test_what_was_not_received_is_sent_again(town: Town, worker, sink):
    def broken(address, said, **_):
        raise OSError("away")

    address = f"file://{sink}"
    with pytest.raises(OSError):
        stream.lines(worker, address, send=broken)
    with pytest.raises(OSError):
        stream.lines(worker, "file:///finns/inte/har.ndjson")
    assert all_lines(worker, sink) > 0
    assert proved(town, sink) == ([], [])
    # received, and the answer lost on the way: the same lines twice, which changes nothing
    sink.write_text(sink.read_text() * 2)
    assert proved(town, sink) == ([], [])


def test_a_line_that_never_came_is_seen(town: Town, worker, sink):
    town.log_openings("maja", ["c", "d", "e"])
    all_lines(worker, sink)
    rows = sink.read_text().splitlines(keepends=True)
    # of a chain that goes on: what else the town has logged may lie alone in one
    long = next(said["chain"] for row in rows if (said := json.loads(row))["number"] == 2)
    gone = next(row for row in rows if (said := json.loads(row))["number"] == 1 and said["chain"] == long)
    sink.write_text("".join(row for row in rows if row != gone))
    assert proved(town, sink)[1] == [(json.loads(gone)["chain"], 1)]


def test_who_rewrites_the_whole_chain_is_found_out_by_what_has_left(town: Town, worker, sink):
    town.log_openings("maja", ["f", "g"])
    all_lines(worker, sink)
    with town.admin() as owner, owner.transaction(force_rollback=True):
        owner.execute("set local session_replication_role = replica")
        [number] = owner.execute("select chain from access.link order by written_at desc limit 1").fetchone()
        # the last line taken away, and the head with it: in the database itself all agrees
        owner.execute(
            "with gone as (delete from access.link l using access.chain c where c.number = %s and l.chain = c.number "
            "and l.sequence = c.length returning l.opening_id, l.previous), "
            "o as (delete from access_opening where id in (select opening_id from gone)) "
            "update access.chain set length = length - 1, head = (select previous from gone) where number = %s",
            [number, number],
        )
        heads, _ = chain.read_stream(sink.read_text().splitlines())
        lines = [chain.Line(*row) for row in owner.execute(chain.LINES).fetchall() if row[0] is not None]
        ends = chain.heads(owner)
        assert list(chain.breaks(lines, ends)) == []
        [found] = chain.breaks(lines, ends, heads)
        assert (found.chain, found.fault) == (number, chain.Fault.REMOVED)


def test_the_web_has_no_way_to_the_stream(town: Town):
    for door in ("lines_to_send('x', 5)", "alarms_to_tell('x')", "lines_received('x', 1::smallint, 5)"):
        with town.log_in() as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
            town.stamp(web, "ola")
            web.execute(f"select worker.{door}")


@pytest.mark.parametrize(
    "address",
    [
        "http://a.example/",
        "syslog://a.example",
        "file://",
        "x",
        "ftp://a",
        "smtps://post.example/ola@a.se",
        "",
    ],
)
def test_an_address_in_clear_or_none_is_refused(address):
    with pytest.raises(receivers.BadReceiver):
        receivers.check(address, alarms=True)


def test_letters_are_for_alarms_only():
    address = "smtps://post.example/larm@kommunen.se?from=samtid@kommunen.se"
    receivers.check(address, alarms=True)
    with pytest.raises(receivers.BadReceiver):
        receivers.check(address, alarms=False)


def test_syslog_is_framed_as_it_is_written():
    said = receivers.frame('{"enhet":"Öppenvård"}', receivers.AUDIT)
    length, _, rest = said.partition(b" ")
    assert int(length) == len(rest)
    assert rest.decode().startswith("<109>1 - - samtid - - - \ufeff{")


def test_a_file_that_is_no_stream_is_refused():
    with pytest.raises(ValueError, match="ingen ström"):
        chain.read_stream(['{"format": "x"}'])
