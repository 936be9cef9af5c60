"""A version is a folder that tells what it is, and the same commit gives the same wheel."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tools import release


def test_a_version_tells_what_it_is_and_is_the_same_twice(tmp_path, capsys):
    wheels = []
    for name in ("one", "two"):
        assert release.main(["--out", str(tmp_path / name), "--untagged"]) == 0
        [folder] = (tmp_path / name).iterdir()
        [wheel] = folder.glob("*.whl")
        wheels.append(hashlib.sha256(wheel.read_bytes()).hexdigest())
    assert "INTE UNDERTECKNAD" in capsys.readouterr().out
    assert wheels[0] == wheels[1]
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert all(
        hashlib.sha256((folder / name).read_bytes()).hexdigest() == said for name, said in sums.items()
    )
    named = {"requirements.lock", "requirements-plan.lock", "deploy/systemd/samtid-staff.service"}
    assert named < set(sums) and sum("/" not in one for one in sums) == 5
    [statement] = folder.glob("*.intoto.json")
    assert json.loads(statement.read_text())["subject"][0]["digest"]["sha256"] == wheels[0]
    with zipfile.ZipFile(wheel) as held:
        names = held.namelist()
    assert "samtid/base/look/jinja2/503.html" in names and not any("__pycache__" in name for name in names)


def test_a_tree_that_is_not_tagged_becomes_no_version(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(release, "git", lambda *words: "")
    assert release.main(["--out", str(tmp_path)]) == 2
    assert "inte märkt" in capsys.readouterr().err
    monkeypatch.setattr(release, "git", lambda *words: " M x" if words[0] == "status" else "")
    assert release.main(["--out", str(tmp_path)]) == 2
    assert list(tmp_path.iterdir()) == []


SIGNS = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")


def a_key(folder: Path, name: str) -> Path:
    """A throw-away key; beside it the operator's file of whom she trusts, with that key alone."""
    key = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    public = key.with_suffix(".pub").read_text()
    (folder / f"{name}.trusted").write_text(f'samtid namespaces="{release.NAMESPACE}" {public}')
    return key


def is_true(folder: Path, trusted: Path) -> bool:
    """The commands that docs/how-to/installera.md gives the operator, each as it stands there."""
    page = (release.ROOT / "docs/how-to/installera.md").read_text(encoding="utf-8")
    commands = [
        line.strip()
        for line in page.splitlines()
        if line.startswith(("    ssh-keygen", "    sha256sum", "    test "))
    ]
    assert len(commands) == 3
    (folder.parent / "betrodda").write_text(trusted.read_text())
    return all(
        subprocess.run(one, shell=True, cwd=folder, check=False, capture_output=True).returncode == 0
        for one in commands
    )


@SIGNS
def test_a_signed_version_is_verified_as_the_page_says_and_a_changed_byte_is_refused(
    tmp_path, capsys, monkeypatch
):
    ours, others = a_key(tmp_path, "ours"), a_key(tmp_path, "others")
    monkeypatch.setattr(release, "why_not", lambda version: "")
    assert release.main(["--out", str(tmp_path / "dist"), "--key", str(ours)]) == 0
    assert "är undertecknad" in capsys.readouterr().out
    [folder] = (tmp_path / "dist").iterdir()
    assert is_true(folder, tmp_path / "ours.trusted")
    assert not is_true(folder, tmp_path / "others.trusted"), (
        "signed by somebody whom the operator does not trust"
    )
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        whole = path.read_bytes()
        middle = len(whole) // 2
        path.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
        assert not is_true(folder, tmp_path / "ours.trusted"), f"one bit of {path.name}"
        path.write_bytes(whole)
    for more in ("samtid-9.9-py3-none-any.whl", "deploy/systemd/mer.service"):
        (folder / more).write_bytes(b"x")
        assert not is_true(folder, tmp_path / "ours.trusted"), f"{more} is on no list"
        (folder / more).unlink()
    assert is_true(folder, tmp_path / "ours.trusted")
    # whoever changes a file and its checksum cannot sign it
    [wheel] = folder.glob("*.whl")
    whole, sums = wheel.read_bytes(), folder / "SHA256SUMS"
    wheel.write_bytes(whole + b"x")
    kept = sums.read_text()
    sums.write_text(kept.replace(hashlib.sha256(whole).hexdigest(), release.digest(wheel)))
    assert not is_true(folder, tmp_path / "ours.trusted")
    (folder / "SHA256SUMS.sig").unlink()
    release.sign(sums, others)
    assert not is_true(folder, tmp_path / "ours.trusted")


@SIGNS
def test_what_is_built_for_a_trial_is_signed_as_no_version_is(tmp_path, capsys):
    """A tree that is not saved, or not tagged: the same key, and the operator's command refuses it."""
    key = a_key(tmp_path, "ours")
    assert release.main(["--out", str(tmp_path / "dist"), "--untagged", "--key", str(key)]) == 0
    assert "PROV" in (said := capsys.readouterr().out) and "är undertecknad" not in said
    [folder] = (tmp_path / "dist").iterdir()
    assert not is_true(folder, tmp_path / "ours.trusted")


@SIGNS
def test_what_was_signed_for_something_else_is_no_version(tmp_path):
    key, sums = a_key(tmp_path, "ours"), tmp_path / "SHA256SUMS"
    sums.write_text("")
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", "git", str(sums)], check=True)
    assert not is_true(tmp_path, tmp_path / "ours.trusted")


@SIGNS
def test_with_a_key_that_cannot_sign_nothing_is_called_signed(tmp_path, capsys):
    assert release.main(["--out", str(tmp_path), "--untagged", "--key", str(tmp_path / "none")]) == 2
    said = capsys.readouterr()
    assert "gick inte att skriva under" in said.err and "är undertecknad" not in said.out
