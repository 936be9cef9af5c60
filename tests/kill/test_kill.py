"""The minute in CI. An hour: ``python -m tests.kill --seconds 3600 --seed 7``."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from .ledger import Kind, Ledger
from .truth import Judgement, _handed_over, _written

SECONDS, WITHIN, BOUND = 60, 85, 400  # a loaded machine works for a shorter time; the last is only a bound


@pytest.mark.nightly
@pytest.mark.skipif(sys.platform != "linux", reason="whose child a process is, is read from /proc")
def test_what_was_acknowledged_is_there_once_and_whole_whoever_is_killed():
    environment = {
        key: said for key, said in os.environ.items() if not key.startswith(("SAMTID_", "DATABASE_"))
    }
    if "SAMTID_PG_BIN" in os.environ:
        environment["SAMTID_PG_BIN"] = os.environ["SAMTID_PG_BIN"]
    words = ["--seconds", str(SECONDS), "--within", str(WITHIN), "--seed", "1", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.kill", *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=BOUND,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    told = json.loads(done.stdout)
    assert all(one["kvitterade"] for one in told["handlingar"].values()), done.stdout
    assert sum(told["dödade"].values()) >= 3
    assert not told["förlorade"] + told["dubbla"] + told["halva"] + told["annat fel"]


@pytest.fixture
def ledger() -> Ledger:
    """Two notes and two hand-overs that were acknowledged."""
    made = Ledger()
    for place in (1, 2):
        made.acknowledge(
            made.begin(Kind.NOTE, f"Writer-0-0000{place}", f"Writer-0-0000{place} ord slut"), "/"
        )
        made.acknowledge(made.begin(Kind.HAND_OVER, f"Manager-0-0000{place}", "maja"), "/")
    return made


@pytest.mark.parametrize(
    ("notes", "what"),
    [
        (["Writer-0-00001 ord slut"], "lost"),
        (["Writer-0-00001 ord slut", "Writer-0-00002 ord slut", "Writer-0-00002 ord slut"], "doubled"),
        (["Writer-0-00001 ord", "Writer-0-00002 ord slut"], "half"),
    ],
)
def test_the_judge_finds_what_is_wrong_with_notes(ledger, notes, what):
    found = Judgement()
    _written(found, Kind.NOTE, [(text, "") for text in notes], ledger.of(*Kind), ledger.of(*Kind))
    assert (found.total, getattr(found, what)) == (1, 1)


@pytest.mark.parametrize(
    ("moves", "with_whom", "what"), [(1, "maja", "lost"), (3, "maja", "doubled"), (2, "rut", "half")]
)
def test_the_judge_finds_what_is_wrong_with_hand_overs(ledger, moves, with_whom, what):
    found = Judgement()
    rows = {"moves": [(moves,)], "caseworker": [(with_whom,)]}
    _handed_over(found, rows, ledger.of(*Kind), ledger.of(*Kind))
    assert (found.total, getattr(found, what)) == (1, 1)
