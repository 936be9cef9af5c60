"""Sorteringen: which tests a run holds, and which of them go to the same process.

A pytest plug-in. ``--nightly`` adds what takes long; ``--database`` leaves out what never asks a database, for the
runs on other versions of PostgreSQL. Under ``--dist loadgroup`` those that read the same crawl, and those that need
the plan kernel compiled, go to the same process, so that nobody waits for what another one is making.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.crawl.home import AT_HOME, usernames

# A test, or a fixture of ours, that asks for one of these has the database.
FIXTURES = {"db", "transactional_db", "django_db_blocker"}
# What a module imports when it starts programs or databases of its own.
REACHES = ("subprocess", "psycopg", "django.db", "samtid.doors.cli", "tests.elsewhere", "tests.database")
KERNEL = ("samtid/ground/kernel/", "samtid/doors/cli/tests/test_plan")
PURE = ("samtid/ground/", "tools/", *KERNEL)  # true without a database, also where they start programs
ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Ours, beside pytest's."""
    group = parser.getgroup("samtid")
    group.addoption("--nightly", action="store_true", help="also the tests that take long")
    group.addoption("--database", action="store_true", help="only the tests that ask a database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Sort out, and say who belongs together."""
    named = {Path(str(config.invocation_params.dir), arg.partition("::")[0]).resolve() for arg in config.args}
    kept, left = [], []
    for item in items:
        nightly = item.get_closest_marker("nightly") and not config.getoption("--nightly")
        is_named = any(path != ROOT and (path == item.path or path == item.path.parent) for path in named)
        other = config.getoption("--database") and not could_differ(item)
        (left if (nightly and not is_named) or other else kept).append(item)
    for item in kept:
        if group := group_of(item):
            item.add_marker(pytest.mark.xdist_group(group))
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


def group_of(item: pytest.Item) -> str:
    """Which tests belong in the same process; "" for those that may go anywhere."""
    path = item.path.relative_to(ROOT).as_posix()
    if path.startswith(KERNEL):
        return "kernel"
    if "crawl" in getattr(item, "fixturenames", ()):
        said = item.callspec.params if hasattr(item, "callspec") else {}
        if "browser" in item.fixturenames:
            return ""  # the whole town is looked at
        if "room" in said:
            return f"crawl-{next(iter(usernames(said['room'])))}"
        return f"crawl-{said.get('username', 'bo') or 'nobody'}"
    return ""


def could_differ(item: pytest.Item) -> bool:
    """Whether the answer could differ with another PostgreSQL: what a browser does with a page could not."""
    return asks_a_database(item) and not item.get_closest_marker("browser") and not _goes_elsewhere(item)


def asks_a_database(item: pytest.Item) -> bool:
    """Whether a test asks a database at all."""
    if item.get_closest_marker("layout") or item.path.relative_to(ROOT).as_posix().startswith(PURE):
        return False
    if item.get_closest_marker("browser"):
        return True
    if item.get_closest_marker("django_db") or FIXTURES & set(item.function.__code__.co_varnames):  # type: ignore[attr-defined]
        return True
    defined = getattr(item, "_fixtureinfo", None)
    fixtures = [one for some in defined.name2fixturedefs.values() for one in some] if defined else []
    ours = [one for one in fixtures if _is_ours(Path(one.func.__code__.co_filename))]
    if any(
        {one.argname, *one.argnames} & FIXTURES
        for one in [*ours, *(f for f in fixtures if f.argname in ("db", "transactional_db"))]
    ):
        return True
    files = {Path(one.func.__code__.co_filename) for one in ours}
    return any(reaches_out(file) for file in {item.path, *files})


def _goes_elsewhere(item: pytest.Item) -> bool:
    """Whether it is one more round of the same pages: every address is asked by those at home in its room."""
    said = item.callspec.params if hasattr(item, "callspec") else {}
    return "crawl" in getattr(item, "fixturenames", ()) and said.get("username", "") not in {
        "",
        *AT_HOME.values(),
    }


def _is_ours(file: Path) -> bool:
    return ROOT in file.parents and ".venv" not in file.parts


@cache
def reaches_out(file: Path) -> bool:
    """Whether a module imports something that may start a program or a database."""
    if file == ROOT / "conftest.py":
        return False
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return any(name == start or name.startswith(f"{start}.") for name in found for start in REACHES)
