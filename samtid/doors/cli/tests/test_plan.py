"""``samtid plan`` as an operator meets it: files in, files out, one clear line for every fault."""

from __future__ import annotations

import copy
import json
import lzma
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from samtid.doors.cli import main

BENCH = Path(__file__).resolve().parents[4] / "benchmarks" / "plan"
INSTANCES = BENCH / "instances"
SMALL = INSTANCES / "mankowska" / "010_01.json.xz"
REAL = ["mankowska/025_02", "mankowska/075_02", "kummer/HHCRSP_25_5_22_1.0_C_C", "uhhc/i-116", "uhhc/i-369",
        "uhhc_small/instance-000"]  # fmt: skip


def solve(instance: Path, out: Path, *more: str) -> int:
    return main(["plan", "solve", str(instance), "--iterations", "60000", "--out", str(out), *more])


def judged(name: str, plan: Path) -> Any:
    """What the independent checker says of a plan."""
    checker = BENCH / ("check_uhhc.py" if name.startswith("uhhc") else "check.py")
    asked = [sys.executable, checker, INSTANCES / f"{name}.json.xz", plan, "--json"]
    verdict = subprocess.run(asked, capture_output=True, text=True, timeout=60)
    assert verdict.returncode == 0, verdict.stdout
    return json.loads(verdict.stdout)


@pytest.mark.parametrize("name", REAL)
def test_the_independent_checkers_accept_every_plan(name: str, tmp_path: Path, capsys: Any) -> None:
    instance, out = INSTANCES / f"{name}.json.xz", tmp_path / "plan.json"
    assert solve(instance, out) == 0
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert said["feasible"] is True and said["iterations"] >= 60000
    assert judged(name, out)["objective"] == pytest.approx(said["objective"], abs=1e-2)
    assert main(["plan", "check", str(instance), str(out)]) == 0
    assert "Genomförbar" in capsys.readouterr().out


def test_a_proven_optimum_is_reached(tmp_path: Path, capsys: Any) -> None:
    assert (
        main(["plan", "solve", str(SMALL), "--iterations", "300000", "--out", str(tmp_path / "x.json")]) == 0
    )
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["objective"] == pytest.approx(
        218.199, abs=2e-3
    )


def test_the_same_run_twice_is_the_same_file(tmp_path: Path) -> None:
    one, two = tmp_path / "1.json", tmp_path / "2.json"
    assert solve(SMALL, one, "--seed", "4") == solve(SMALL, two, "--seed", "4") == 0
    assert one.read_bytes() == two.read_bytes()


def broken(**change: Any) -> bytes:
    with lzma.open(SMALL, "rt") as handle:
        data = json.load(handle)
    for path, value in change.items():
        at = data
        *way, last = path.split("__")
        for step in way:
            at = at[int(step) if step.isdigit() else step]
        at[int(last) if last.isdigit() else last] = copy.deepcopy(value)
    return json.dumps(data).encode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "JSON"),
        (b"", "JSON"),
        (b"\xff\xfe", "JSON"),
        (b"[]", "ingen instans"),
        (b"{}", "central_offices"),
        (b'{"central_offices": 3}', "saknas"),
        (broken(patients__0__required_caregivers__0__duration=-5), "ogiltig längd"),
        (broken(patients__0__required_caregivers__0__service="s99"), "okända insatsen"),
        (broken(patients__0__time_window=[9, 3]), "tidsfönster"),
        (broken(patients__0__time_window=["a", "b"]), "inte är ett tal"),
        (broken(caregivers__0__abilities=["s99"]), "okända behörigheten"),
        (
            broken(caregivers__0__abilities=[], caregivers__1__abilities=[], caregivers__2__abilities=[]),
            "behörighet",
        ),
        (broken(distances__0__1=-4), "Restiderna"),
        (broken(distances__0=[1, 2]), "kvadratisk"),
        (broken(patients__1__id="p1"), "samma namn"),
        (broken(patients__0=7), "formen"),
    ],
)
def test_a_faulty_instance_gives_one_line_and_no_file(
    content: bytes, says: str, tmp_path: Path, capsys: Any
) -> None:
    instance, out = tmp_path / "bad.json", tmp_path / "plan.json"
    instance.write_bytes(content)
    assert solve(instance, out) == 2
    said = capsys.readouterr()
    assert says in said.err and said.err.count("\n") == 1 and not said.out
    assert not out.exists()


def test_missing_files_and_folders(tmp_path: Path, capsys: Any) -> None:
    assert solve(tmp_path / "none.json", tmp_path / "x.json") == 2
    assert solve(SMALL, tmp_path / "none" / "x.json") == 2
    (tmp_path / "broken.json.xz").write_bytes(b"no lzma")
    assert solve(tmp_path / "broken.json.xz", tmp_path / "x.json") == 2
    assert main(["plan", "bench", str(tmp_path / "none"), "--seconds", "1"]) == 2
    assert capsys.readouterr().err.count("\n") == 4


def test_check_names_what_is_wrong(tmp_path: Path, capsys: Any) -> None:
    out = tmp_path / "plan.json"
    assert solve(SMALL, out) == 0
    plan = json.loads(out.read_text())
    plan["routes"][0]["visits"][0]["start"] = 0
    out.write_text(json.dumps(plan))
    assert main(["plan", "check", str(SMALL), str(out)]) == 1
    assert "Inte genomförbar" in capsys.readouterr().out
    plan["routes"][0]["visits"][0]["patient"] = "p99"
    out.write_text(json.dumps(plan))
    assert main(["plan", "check", str(SMALL), str(out)]) == 2


def test_bench_prints_a_table(tmp_path: Path, capsys: Any) -> None:
    table = tmp_path / "t.csv"
    asked = [
        "plan",
        "bench",
        str(INSTANCES),
        "--only",
        "mankowska/010",
        "--seconds",
        "1",
        "--seeds",
        "2",
        "--out",
        str(table),
        "--plans",
        str(tmp_path / "plans"),
    ]
    assert main(asked) == 0
    assert "mankowska 010" in capsys.readouterr().out
    assert table.read_text().count("\n") == 3
    plans = sorted(x.name for x in (tmp_path / "plans").iterdir())
    assert plans == ["mankowska.010_01.1.json", "mankowska.010_01.2.json"]
    assert judged("mankowska/010_01", tmp_path / "plans" / plans[0])["feasible"]


def test_the_command_starts_without_django() -> None:
    code = "import sys; from samtid.doors.cli import main; main(['plan', 'check', '-h'])"
    probe = f"import sys\ntry:\n    {code}\nexcept SystemExit:\n    pass\nsys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", probe], capture_output=True, timeout=60).returncode == 0
