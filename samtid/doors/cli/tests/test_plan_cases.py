"""Small days that users of other solvers met (plan_cases/README.md), with the right answer to each."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from samtid.doors.cli import main

from .test_plan import BENCH

CASES = Path(__file__).parent / "plan_cases"


def solve(name: str, out: Path, *more: str) -> int:
    return main(
        ["plan", "solve", str(CASES / f"{name}.json"), "--iterations", "20000", "--out", str(out), *more]
    )


def theirs(name: str, plan: Path) -> int:
    """The exit code of the literature's own checker."""
    checker = BENCH / ("check_uhhc.py" if name.startswith("u_") else "check.py")
    asked = [sys.executable, str(checker), str(CASES / f"{name}.json"), str(plan)]
    return subprocess.run(asked, capture_output=True, timeout=60).returncode


SOLVED = {
    "m_asymmetric": 1.0, "m_check_base": 80 / 3, "m_pair_tiny_gap": 80 / 3, "m_same_location": 0.0, "m_seq_negative": 40 / 3,
    "m_zero_both": 0.0, "m_zero_duration": 20.0, "u_check_lunch": 40.0, "u_drop_vs_hard": 10_020.0,
    "u_fractional_distance": 380.0214, "u_hard_lunch": 290.0, "u_hard_overtime_avoidable": 41.0, "u_ignored_fields": 20.0,
    "u_lunch_longer_than_window": 70.0, "u_optional_all_no_staff": 600.0, "u_optional_nobody_able": 600.0,
    "u_two_services_no_sync": 20.0, "u_visit_longer_than_shift": 160.0, "u_zero_then_lunch": 90.0,
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(SOLVED))
def test_what_can_be_planned_is_planned_and_every_judge_agrees(
    name: str, tmp_path: Path, capsys: Any
) -> None:
    out = tmp_path / "plan.json"
    assert solve(name, out) == 0
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert said["feasible"] and said["objective"] == pytest.approx(SOLVED[name], abs=1e-3)
    assert main(["plan", "check", str(CASES / f"{name}.json"), str(out)]) == theirs(name, out) == 0


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("u_hard_overtime", "efter passets slut 480"),
        ("u_hard_idle", "Största dötid får inte förekomma men är 480"),
        ("u_hard_highest_only", "fast tid som inte hålls"),
    ],
)
def test_what_breaks_a_hard_rule_is_never_called_feasible(
    name: str, says: str, tmp_path: Path, capsys: Any
) -> None:
    out = tmp_path / "plan.json"
    assert solve(name, out) == 0
    said = capsys.readouterr()
    assert says in said.err and json.loads(said.out.splitlines()[-1])["feasible"] is False
    assert main(["plan", "check", str(CASES / f"{name}.json"), str(out)]) == theirs(name, out) == 1


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("m_double_one_qualified", "p1/s1 och p1/s2 kräver två personer, men bara en är behörig"),
        ("m_epoch_seconds", "ogiltigt tidsfönster"),
        ("m_patient_no_services", "Besöket p1 har ingen insats"),
        ("m_string_distance", "Restiderna innehåller något som inte är ett tal"),
        ("m_string_window", "Tidsfönstren innehåller något som inte är ett tal"),
        ("m_zero_staff", "behörighet saknas"),
        ("u_hard_lowercase", "inget tal"),
        ("u_hard_preferences", "önskemålen är krav"),
        ("u_huge_pref", "den får vara högst"),
        ("u_nan_weight", "inget tal"),
        ("u_no_windows", "Besöket p1 har inget tidsfönster"),
        ("u_three_services", "ska ha en eller två insatser, men har 3"),
    ],
)
def test_what_cannot_be_right_is_refused_in_words_for_a_person(
    name: str, says: str, tmp_path: Path, capsys: Any
) -> None:
    out = tmp_path / "plan.json"
    assert solve(name, out) == 2
    said = capsys.readouterr().err
    assert says in said and "formen (" not in said and said.count("\n") == 1 and not out.exists()
    out.write_text("{}")
    assert solve(name, out) == 2
    assert f"Filen {out} är från en tidigare körning" in capsys.readouterr().err and out.read_text() == "{}"


@pytest.mark.parametrize(
    ("name", "solution", "code"),
    [
        ("m_check_base", "nan_one", 2), ("m_check_base", "nan_starts", 2), ("m_check_base", "inf_starts", 2),
        ("m_check_base", "string_start", 2), ("m_check_base", "neg_start", 1), ("m_check_base", "half_pair", 1),
        ("m_check_base", "no_starts", 0), ("u_check_lunch", "short_lunch", 1), ("u_check_lunch", "long_lunch", 1),
    ],
)  # fmt: skip
def test_a_plan_made_by_hand_is_judged_as_the_literature_does(name: str, solution: str, code: int) -> None:
    plan = CASES / f"{solution}.sol.json"
    assert main(["plan", "check", str(CASES / f"{name}.json"), str(plan)]) == code
    assert solution == "inf_starts" or theirs(name, plan) == code


def test_a_lunch_without_an_end_is_no_lunch(tmp_path: Path) -> None:
    plan = json.loads((CASES / "short_lunch.sol.json").read_text())
    for visit in plan["routes"][0]["visits"]:
        visit.pop("end", None)
    (tmp_path / "x.json").write_text(json.dumps(plan))
    assert main(["plan", "check", str(CASES / "u_check_lunch.json"), str(tmp_path / "x.json")]) == 2


def test_why_half_a_pair_stands_where_it_stands(capsys: Any) -> None:
    asked = [
        "plan",
        "check",
        str(CASES / "m_check_base.json"),
        str(CASES / "half_pair.sol.json"),
        "--why",
        "p2",
    ]
    assert main(asked) == 1
    assert "p2/s2 görs inte" in capsys.readouterr().out


def test_the_plan_is_never_written_over_the_instance(tmp_path: Path, capsys: Any) -> None:
    instance = tmp_path / "day.json"
    instance.write_bytes((CASES / "m_check_base.json").read_bytes())
    link = tmp_path / "link.json"
    link.symlink_to(instance)
    for out in (instance, link):
        assert main(["plan", "solve", str(instance), "--iterations", "5000", "--out", str(out)]) == 2
        assert "över instansen" in capsys.readouterr().err
    assert instance.read_bytes() == (CASES / "m_check_base.json").read_bytes()


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    assert solve("m_check_base", pipe) == 0
    reader.join(timeout=10)
    assert stat.S_ISFIFO(pipe.stat().st_mode) and json.loads(read[0])["routes"]
    if Path("/dev/full").exists():
        assert solve("m_check_base", Path("/dev/full")) == 2 and stat.S_ISCHR(
            Path("/dev/full").stat().st_mode
        )


@pytest.mark.parametrize("threads", ["1", "2"])
def test_ctrl_c_writes_the_best_plan_so_far(threads: str, tmp_path: Path, capsys: Any) -> None:
    out = tmp_path / "plan.json"
    assert solve("m_check_base", out) == 0  # so that nothing is compiled while the key is pressed
    out.unlink()
    key = threading.Timer(3, lambda: os.kill(os.getpid(), signal.SIGINT))
    key.start()
    asked = [
        "plan",
        "solve",
        str(CASES / "m_check_base.json"),
        "--seconds",
        "600",
        "--threads",
        threads,
        "--out",
        str(out),
    ]
    assert main(asked) == 130
    said = capsys.readouterr()
    assert "Avbruten" in said.err and json.loads(said.out.splitlines()[-1])["feasible"]
    assert theirs("m_check_base", out) == 0
