"""A start refuses what would make the walls painted: one line, and what to do."""

from __future__ import annotations

import pytest

from samtid.doors.running import note, rules
from samtid.doors.running.words import Process
from tests.database import AUDIT_KEY, PLACE_KEY, SECRET_KEY, STAMP_KEY

WEB = {"SAMTID_SECRET_KEY": SECRET_KEY, "SAMTID_STAMP_KEY": STAMP_KEY, "SAMTID_PLACE_KEY": PLACE_KEY}
WORKER = {"SAMTID_STAMP_KEY": STAMP_KEY, "SAMTID_AUDIT_KEY": AUDIT_KEY}


@pytest.mark.parametrize(
    ("process", "environ"), [(Process.WEB, WEB), (Process.WORKER, WORKER), (Process.OWNER, {})]
)
def test_what_is_right_is_let_through(process, environ):
    assert rules.faults(environ, process) == []


@pytest.mark.parametrize(
    ("process", "environ", "said"),
    [
        (Process.WEB, WEB | {"SAMTID_SECRET_KEY": ""}, "SAMTID_SECRET_KEY saknas"),
        (Process.WEB, WEB | {"SAMTID_PLACE_KEY": ""}, "SAMTID_PLACE_KEY saknas"),
        (Process.WEB, WEB | {"SAMTID_PLACE_KEY": f"demo-{PLACE_KEY}"}, "SAMTID_PLACE_KEY är gjord för en demonstration"),
        (Process.WEB, WEB | {"SAMTID_PLACE_KEY": f"{PLACE_KEY},x"}, "SAMTID_PLACE_KEY ska vara en eller flera nycklar"),
        (Process.WEB, WEB | {"SAMTID_PLACE_RECOVERY": PLACE_KEY}, "SAMTID_PLACE_RECOVERY ska vara den publika halvan"),
        (Process.WORKER, WORKER | {"SAMTID_PLACE_KEY": PLACE_KEY}, "SAMTID_PLACE_KEY ska inte finnas här"),
        (Process.WEB, WEB | {"SAMTID_STAMP_KEY": ""}, "SAMTID_STAMP_KEY saknas"),
        (Process.WEB, WEB | {"SAMTID_STAMP_KEY": STAMP_KEY[:31]}, "SAMTID_STAMP_KEY är för kort: minst 32"),
        (Process.WEB, WEB | {"SAMTID_STAMP_KEY": STAMP_KEY + "a"}, "högst 64"),
        (Process.WEB, WEB | {"SAMTID_SECRET_KEY": SECRET_KEY[:49]}, "SAMTID_SECRET_KEY är för kort: minst 50"),
        (Process.WEB, WEB | {"SAMTID_SECRET_KEY": "ab" * 40}, "för enkel"),
        (Process.WEB, WEB | {"SAMTID_SECRET_KEY": STAMP_KEY}, "SAMTID_SECRET_KEY och SAMTID_STAMP_KEY är lika"),
        (Process.WEB, WEB | {"SAMTID_STAMP_KEY": f"demo-{STAMP_KEY[:50]}"}, "gjord för en demonstration"),
        (Process.WEB, WEB | {"SAMTID_AUDIT_KEY": AUDIT_KEY}, "SAMTID_AUDIT_KEY ska inte finnas här"),
        (Process.WEB, WEB | {"SAMTID_ADMIN_URL": "postgresql://x/y"}, "SAMTID_ADMIN_URL ska inte finnas här"),
        (Process.WEB, WEB | {"SAMTID_HOSTS": "samtid.se,*"}, "SAMTID_HOSTS"),
        (Process.WEB, WEB | {"SAMTID_IDLE_MINUTES": "²"}, "SAMTID_IDLE_MINUTES ska vara ett heltal"),
        (Process.WEB, WEB | {"SAMTID_PROOF_MINUTES": "0"}, "SAMTID_PROOF_MINUTES ska vara 1–60"),
        (Process.WEB, WEB | {"SAMTID_PROOF_MINUTES": "600"}, "SAMTID_PROOF_MINUTES ska vara 1–60"),
        (Process.WORKER, {"SAMTID_STAMP_KEY": STAMP_KEY}, "SAMTID_AUDIT_KEY saknas"),
        (Process.WORKER, WORKER | {"SAMTID_AUDIT_KEY": "kort"}, "SAMTID_AUDIT_KEY är för kort"),
        (Process.OWNER, {"SAMTID_STAMP_KEY": "kort"}, "SAMTID_STAMP_KEY är för kort"),
        (Process.WEB, WEB | {"SAMTID_DEMO": "1", "SAMTID_HTTPS": "1"}, "SAMTID_DEMO=1 går inte tillsammans med"),
        (Process.WEB, {"SAMTID_DEMO": "1", "SAMTID_OIDC_ISSUER": "https://id.example"}, "SAMTID_OIDC_ISSUER"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_line(process, environ, said):
    [line] = rules.faults(environ, process)
    assert said in line and "\n" not in line


def test_a_key_that_this_command_needs_besides_is_asked_for():
    [line] = rules.faults({}, Process.OWNER, rules.AUDIT)
    assert "SAMTID_AUDIT_KEY saknas" in line


DEMO = '{"samtid_demo": {"state": "whole"}}'


@pytest.mark.parametrize(
    ("asked", "comment", "said"),
    [
        (True, DEMO, ""),
        (False, None, ""),
        (False, "Produktion, 2026", ""),
        (True, None, "inte gjord av «samtid demo»"),
        (True, "[1]", "inte gjord av «samtid demo»"),
        (False, DEMO, "innehåller en demonstration"),
        (False, '{"samtid_demo": "of another version"}', "innehåller en demonstration"),
    ],
)
def test_a_demonstration_and_real_work_never_meet(asked, comment, said):
    found = note.fault(asked, comment)
    assert (found == "") == (said == "")
    assert said in found
