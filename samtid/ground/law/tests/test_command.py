"""samtid law, as an operator and as a script meet it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from samtid.doors.cli import main
from samtid.ground.law import catalogue, reference

ROOT = Path(__file__).resolve().parents[4]


def samtid(*words: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    script = "import sys; from samtid.doors.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", script, *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=ROOT,
    )


def due(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["law", "due", *words, "--json"]) == 0
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


def test_due_prints_an_object_with_rule_legal_rolled_and_citation() -> None:
    done = samtid("law", "due", "CH-02", "2026-11-21", "--json")

    data = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert (data["rule"], data["legal"], data["rolled"]) == ("CH-02", "2026-12-05", "2026-12-07")
    assert data["citation"] == "SoL 20 kap. 2 §"


@pytest.mark.parametrize(
    "words",
    [
        ("due", "CH-99", "2026-11-21"),
        ("due", "CH-02", "2026-02-30"),
        ("due", "CH-02", "2026-13-01"),
        ("due", "CH-02", "i går"),
        ("due", "CH-02", "20261121"),
        ("due", "CH-02", "2026-W47-6"),
        ("due", "CH-02", "2026-11-21T25:00"),
        ("due", "CH-02", "1999-01-01"),
        ("due", "CH-02", "9999-12-31"),
        ("due", "CY-01", "9999-12-31T23:00"),
        ("due", "CH-02"),
        ("due",),
        ("due", "CH-02", "2026-11-21", "extra"),
        ("list", "finnsinte"),
        ("list", "--on", "2026-02-30"),
        ("nonsense",),
    ],
    ids=" ".join,
)
def test_what_cannot_be_answered_is_one_line_on_stderr_and_exit_code_2(words: tuple[str, ...]) -> None:
    done = samtid("law", *words)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("samtid: ")
    assert done.stderr.count("\n") == 1 and done.stderr.endswith("\n")


def test_the_command_needs_no_django() -> None:
    script = (
        "import sys; from samtid.doors.cli import main; main(['law', 'due', 'CH-02', '2026-11-21']); "
        "sys.exit('django' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60, cwd=ROOT
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_a_duty_without_a_day_gives_null(capsys: pytest.CaptureFixture[str]) -> None:
    data = due(capsys, "CH-03", "2026-11-21")

    assert (data["legal"], data["rolled"]) == (None, None)
    assert data["limit"] == "genast"


def test_hours_count_from_the_time_given(capsys: pytest.CaptureFixture[str]) -> None:
    data = due(capsys, "CY-01", "2026-11-21T14:00")

    assert (data["legal"], data["moment"]) == ("2026-11-22", "2026-11-22T14:00:00+01:00")


def test_the_law_is_that_of_the_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert due(capsys, "CH-02", "2025-06-20")["citation"] == "äldre SoL (2001:453) 11 kap. 1 a §"
    assert due(capsys, "CH-06", "2026-01-14")["legal"] is None
    assert due(capsys, "CH-06", "2026-01-15")["legal"] == "2026-01-22"


def test_a_later_round_is_counted_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    assert due(capsys, "CH-11", "2026-05-01", "--again")["legal"] == "2027-05-01"


def test_in_words_it_warns_against_planning_on_the_roll(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "due", "LVU-02", "2026-12-17"]) == 0

    text = capsys.readouterr().out
    assert "Senast: 2026-12-24" in text
    assert "2026-12-28" in text
    assert "Planera aldrig på nästa vardag" in text


def test_list_prints_every_rule_in_every_wording(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "list", "--json"]) == 0

    rows = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in rows] == [rule.id for rule in catalogue.ALL]
    assert [1 + len(row["earlier"]) + len(row["coming"]) for row in rows] == [
        len(rule.versions) for rule in catalogue.ALL
    ]
    assert all(row["citation"] and row["confidence"] and row["valid_from"] and row["source"] for row in rows)


def test_list_can_show_the_rules_of_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "list", "--on", "2025-06-30", "--json"]) == 0

    rows = {row["id"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["CH-02"]["valid_to"] == "2025-06-30"
    assert "PL-01" not in rows


def test_list_shows_older_wordings_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "list", "--all", "23:5"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert "inom sex månader" in lines[0] and "inom två månader" in lines[1]


def test_list_can_search(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "list", "forhandsbedomning"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("CH-02") and "SoL 20 kap. 2 §" in lines[0]


def test_the_reference_page_is_fresh() -> None:
    page = (ROOT / "docs" / "reference" / "frister.md").read_text(encoding="utf-8")

    assert page == reference.markdown(), "write it anew: samtid law reference > docs/reference/frister.md"


def test_law_alone_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law"]) == 0
    assert "due" in capsys.readouterr().out
