"""The licence list and the audit, on made-up packages and made-up answers."""

from __future__ import annotations

import json

import pytest

from tools import audit, licences


@pytest.mark.parametrize(
    ("licence", "is_fine"),
    [
        ("MIT", True),
        ("Apache-2.0 OR GPL-3.0-only", True),
        ("BSD-2-Clause AND Apache-2.0 WITH LLVM-exception", True),
        ("(MIT OR Apache-2.0) AND PSF-2.0", True),
        ("GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("MIT AND GPL-3.0-only", False),
        ("LicenseRef-Proprietary", False),
        ("SSPL-1.0", False),
        ("", False),
    ],
)
def test_a_licence_fits_or_stops_the_build(licence, is_fine):
    assert bool(licences.Part("paket", "1.0", licence).fault) is not is_fine


def test_every_package_of_the_lock_fits():
    found = list(licences.parts())
    assert len(found) > 40
    assert [part.name for part in found if part.fault] == []


def test_a_package_for_another_system_is_said_so_and_not_guessed(tmp_path):
    lock = tmp_path / "some.lock"
    lock.write_text("finns-inte-alls==1.0 ; sys_platform == 'win32' \\\n    --hash=sha256:" + "a" * 64 + "\n")
    [part] = licences.parts(lock)
    assert (part.is_here, part.fault, part.hashes) == (False, "", ("a" * 64,))


def test_the_list_of_parts_is_cyclonedx_and_names_every_package(tmp_path):
    target = tmp_path / "samtid.cdx.json"
    found = list(licences.parts())
    licences.write_sbom(target, found)
    said = json.loads(target.read_text())
    assert (said["bomFormat"], said["specVersion"]) == ("CycloneDX", "1.6")
    assert {part["name"] for part in said["components"]} == {part.name for part in found}
    django = next(part for part in said["components"] if part["name"] == "django")
    assert django["purl"].startswith("pkg:pypi/django@")
    assert any(one["name"] == "samtid:sha256" for one in django["properties"])


FOUND = {"name": "paket", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}
SKIPPED = {"name": "annat", "skip_reason": "not found"}


def test_a_vulnerability_is_an_error_and_a_skipped_package_is_unknown(monkeypatch, capsys):
    assert audit.read({"dependencies": [FOUND, SKIPPED]}).unknown == 1
    monkeypatch.setattr(audit, "ask", lambda text: audit.read({"dependencies": [FOUND, SKIPPED]}))
    assert audit.main([]) == 1
    assert "PYSEC-1, rättad i 1.1" in capsys.readouterr().out


@pytest.mark.parametrize("answer", [None, audit.Answer(1, (), 1)])
def test_when_nobody_can_say_it_says_so_and_asks_no_more(monkeypatch, capsys, answer):
    asked = []
    monkeypatch.setattr(audit, "ask", lambda text: asked.append(text) or answer)
    assert audit.main([]) == 0
    assert audit.main(["--strict"]) == 1
    assert "INTE GRANSKADE" in capsys.readouterr().out
    assert all(text.startswith("django==") for text in asked)


def test_the_lock_is_read_without_hashes_and_markers():
    assert all(pin.count("==") == 1 and " " not in pin for pin in audit.pins())


def test_what_runs_is_locked_apart_from_what_only_developing_needs():
    def pins(name):
        return set(audit.pins(licences.ROOT / name))

    run, plan, dev = pins("requirements.lock"), pins("requirements-plan.lock"), pins("requirements-dev.lock")
    assert run < plan < dev  # the same versions, and more of them
    names = {pin.partition("==")[0] for pin in run}
    assert not names & {"numba", "numpy", "playwright", "mypy", "pytest", "ruff", "hypothesis"}
