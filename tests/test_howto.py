"""Handböckerna: every line of docs/how-to that is given to a shell is run, in the order it stands, by what it says there.

A line that cannot be run here has its reason in the page: ``<!-- Körs inte av proven: skäl -->`` before it. Each page has
a database of its own, copied from the tests' town, or an empty one where it is about the first day.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyrage
import pytest

from samtid.doors.cli import place
from tests import database

PAGES = Path(__file__).resolve().parents[1] / "docs" / "how-to"
FILES = PAGES / "organisation"
EMPTY = {"organisation.md"}  # the first day: nobody is there
# What begins a line that is given to a shell; other blocks are SQL, settings and what a command answers.
COMMAND = re.compile(
    r"^(?:\w+=\S+ )*(?:/\S*/)?(samtid [a-z]|(python3?|ssh-keygen|sha256sum|pip|systemctl|pgbackrest|podman) \S)"
)
NOT_RUN = re.compile(r"<!-- Körs inte av proven: (.+?) -->")
# What the reader puts in place of what the page writes.
LOCKED_TO = str(pyrage.x25519.Identity.generate().to_public())
RUNS_WITHIN = 300  # seconds


@dataclass(frozen=True)
class Line:
    """En rad: what is typed, and why it is not run when it is not."""

    typed: str
    why_not: str


def lines_of(page: Path) -> Iterator[Line]:
    """The lines for a shell, in order. A reason holds for the block that follows it."""
    why_not, is_in_block = "", False
    for row in page.read_text().splitlines():
        if said := NOT_RUN.search(row):
            why_not, is_in_block = said[1], False
        elif row.startswith("    "):
            is_in_block = True
            if COMMAND.match(row.strip()):
                yield Line(row.split(" #", 1)[0].strip(), why_not)
        elif row.strip() or is_in_block:
            why_not = "" if is_in_block or row.strip() else why_not
            is_in_block = False


def told() -> list[str]:
    """Every page that has a line for a shell."""
    return sorted(page.name for page in PAGES.glob("*.md") if any(lines_of(page)))


@pytest.fixture
def place_of(tmp_path: Path, django_db_blocker) -> Iterator[dict[str, str]]:
    """The environment that a page's lines are typed in: an operator's, with every key."""
    name = f"{os.environ['SAMTID_ADMIN_URL'].rpartition('/')[2].partition('?')[0]}_howto"
    admin = os.environ["SAMTID_TEST_ADMIN"]
    shutil.copytree(FILES, tmp_path / "mapp")
    known = {one: said for one, said in os.environ.items() if not one.startswith(("SAMTID_", "DATABASE_"))}
    yield known | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "SAMTID_ADMIN_URL": place.with_database(admin, name),
        "SAMTID_DATABASE_URL": place.with_database(admin, name, place.APP, database.PASSWORD),
        "SAMTID_ROLES": database.ROLES,
        "SAMTID_SECRET_KEY": database.SECRET_KEY,
        "SAMTID_STAMP_KEY": database.STAMP_KEY,
        "SAMTID_AUDIT_KEY": database.AUDIT_KEY,
        "SAMTID_HOSTS": "samtid.example.se",
        "SAMTID_OIDC_ISSUER": "https://legitimation.example.se",
        **{one: os.environ[one] for one in ("SAMTID_PG_BIN",) if one in os.environ},
    }
    with database.psycopg.connect(admin, autocommit=True) as connection:
        for one in (name, "samtid_ny"):
            connection.execute(f"drop database if exists {one} with (force)")


@pytest.mark.parametrize("name", told())
def test_what_the_page_says_to_type_does_what_it_says(name, place_of, tmp_path):
    if not any(not line.why_not for line in lines_of(PAGES / name)):
        pytest.skip("every line says why it is not run")
    database_name = place_of["SAMTID_ADMIN_URL"].rpartition("/")[2].partition("?")[0]
    if name in EMPTY:
        place.prepare(os.environ["SAMTID_TEST_ADMIN"], database_name, database.PASSWORD)
        _typed("samtid migrate", place_of, tmp_path)
    else:
        database.copy(database.TEMPLATE, database_name, is_demo=False)
    key = ""
    for line in lines_of(PAGES / name):
        if line.why_not:
            continue
        typed = line.typed.replace("/srv/avbrott", str(tmp_path)).replace("age1…", key or LOCKED_TO)
        if "SAMTID_PLACE_KEY=…" in typed:
            first = (tmp_path / "webben.nyckel").read_text().split()[0]
            typed = typed.replace("SAMTID_PLACE_KEY=…", f"SAMTID_PLACE_KEY={first}")
        said = _typed(typed, place_of, tmp_path)
        key = found[0] if (found := re.findall(r"\bage1[0-9a-z]{50,}", said)) else key


def test_a_reason_is_a_sentence_of_its_own():
    """What is not run is few, and says why in words that the reader of the page can judge."""
    for page in PAGES.glob("*.md"):
        for line in lines_of(page):
            assert not line.why_not or len(line.why_not.split()) >= 3, (page.name, line)


def _typed(line: str, known: dict[str, str], folder: Path) -> str:
    done = subprocess.run(
        ["bash", "-ec", line], env=known, cwd=folder, capture_output=True, text=True, timeout=RUNS_WITHIN
    )
    assert done.returncode == 0, (line, done.stdout[-2000:], done.stderr[-2000:])
    return done.stdout + done.stderr
