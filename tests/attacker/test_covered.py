"""No function, address or role is without an attempt; and a new role is one file."""

from __future__ import annotations

import importlib
from pathlib import Path

from samtid.base.access.walling import Function
from tests.attacker.generated import coverage, roles
from tests.attacker.generated.roles import Role

ONE_MORE = """
from tests.attacker.generated.roles import Role

ROLE = Role("Medborgare", purpose=None, changes=frozenset())
"""


def test_everything_that_can_be_tried_is():
    assert [
        *coverage.uncovered_functions(),
        *coverage.uncovered_addresses(),
        *coverage.uncovered_roles(),
    ] == []


def test_a_new_function_whose_arguments_nobody_has_explained_is_told():
    new = Function("access.whose_is(wanted uuid, today date)", "text", "begin return ''; end")
    [told] = coverage.without_a_hint(new.name)
    assert "access.whose_is: wanted (uuid)" in told
    assert list(coverage.without_a_hint("access.heads()")) == []


def test_a_role_of_the_organisation_without_a_file_is_told():
    told = list(coverage.uncovered_roles(tried={"manager"}))
    assert "rollen caseworker har ingen fil i tests/attacker/generated/roles/" in told
    assert not [line for line in told if "manager " in line]


def test_a_new_role_is_one_file(tmp_path: Path, monkeypatch):
    """A throw-away role, put in the folder: every attempt is parametrised by what ``roles()`` finds."""
    (tmp_path / "citizen.py").write_text(ONE_MORE)
    monkeypatch.setattr(roles, "__path__", [*roles.__path__, str(tmp_path)])
    importlib.invalidate_caches()
    found = dict(roles.roles())
    assert found["citizen"] == Role("Medborgare", purpose=None, changes=frozenset())
    assert set(found) - {"citizen"} == {path.stem for path in Path(roles.__file__).parent.glob("[!_]*.py")}
