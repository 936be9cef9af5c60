"""The hygiene check finds what it is for, and is silent about what only looks like it."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

import pytest

from tools import hygiene

HERE = Path("samtid/x.py")
LOCK = Path("requirements.lock")


# Each line is put together from pieces, so that this file does not trip the check that it tests.
@pytest.mark.parametrize(
    ("path", "line", "fault"),
    [
        (HERE, "open('/ho" + "me/anna/samtid/x.csv')", "en sökväg på någons egen dator"),
        (HERE, "see /wo" + "rk/shared/data", "en sökväg på någons egen dator"),
        (LOCK, "--index" + "-url https://example.se", "en adress till ett paketregister"),
        (LOCK, "django @ https://example.se/django.whl", "en adress i en låsfil"),
        (HERE, "-----BEGIN RSA PRIV" + "ATE KEY-----", "en privat nyckel"),
        (HERE, "postgresql://samtid:hem" + "ligt99@127.0.0.1/db", "ett lösenord i en adress"),
        (HERE, "SECRET" + "_KEY = 'a1b2c3d4e5f6a7b8c9d0e1f2a3'", "en hemlighet i klartext"),
        (HERE, "on = at.da" + "te()", "en dag eller tidszon som inte kommer från ground/sweden.py"),
        (HERE, "timezone.locald" + "ate(at)", "en dag eller tidszon som inte kommer från ground/sweden.py"),
        (
            HERE,
            "Zone" + "Info('Europe/Stock" + "holm')",
            "en dag eller tidszon som inte kommer från ground/sweden.py",
        ),
        (
            HERE,
            "person 19121212" + "-1212",
            "ett giltigt personnummer som inte är ett av Skatteverkets testnummer",
        ),
    ],
)
def test_a_fault_is_named(path: Path, line: str, fault: str) -> None:
    assert list(hygiene.line_faults(path, line, frozenset({"0000000000"}))) == [fault]


@pytest.mark.parametrize(
    "line",
    [
        "https://example.se/work/item",
        'f"postgresql://{user}:{password}@127.0.0.1:{port}/db"',
        'password = os.environ["SAMTID_PASSWORD"]',
        "diarienummer 20261121-0001 och telefon 0911-123456",
        "the folder under /root is closed",
    ],
)
def test_what_only_looks_like_a_fault_is_let_through(line: str) -> None:
    assert list(hygiene.line_faults(HERE, line, frozenset({"0000000000"}))) == []


def test_an_official_test_number_is_let_through() -> None:
    number = "19121212" + "-1212"

    assert list(hygiene.line_faults(HERE, number, frozenset({"1212121212"}))) == []


def test_a_changed_vendored_file_is_found(tmp_path: Path) -> None:
    home = tmp_path / "vendor"
    home.mkdir()
    files = {}
    for name in ("LICENSE", "x.js"):
        (home / name).write_text(name)
        files[name] = hashlib.sha256(name.encode()).hexdigest()
    package = {"name": "x", "licence": "MIT", "source": "x", "files": files}
    (home / "manifest.json").write_text(json.dumps({"packages": [package]}))
    paths = [path.relative_to(tmp_path) for path in home.iterdir()]
    assert list(hygiene.vendored(tmp_path, paths)) == []

    (home / "x.js").write_text("changed")
    (home / "stray.js").write_text("stray")
    found = list(hygiene.vendored(tmp_path, [*paths, Path("vendor/stray.js")]))

    assert [fault.path.name for fault in found] == ["x.js", "stray.js"]


def test_a_decision_page_without_its_headings_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "decisions"
    folder.mkdir(parents=True)
    page = folder / "0001-a.md"
    page.write_text("".join(f"## {heading}\n\n" for heading in hygiene.HEADINGS))
    assert list(hygiene.decisions(tmp_path, [page.relative_to(tmp_path)])) == []

    page.write_text("## Context\n\n## Decision\n")

    assert len(list(hygiene.decisions(tmp_path, [page.relative_to(tmp_path)]))) == 1


def test_files_not_yet_added_are_looked_at_and_ignored_ones_are_not(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / ".gitignore").write_text("ignored\n")
    (tmp_path / "new").touch()
    (tmp_path / "ignored").touch()

    assert hygiene.tracked(tmp_path) == [Path(".gitignore"), Path("new")]
