"""A version is a folder that tells what it is, and the same commit gives the same wheel."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile

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
    assert {"requirements.lock", "requirements-plan.lock"} < set(sums) and len(sums) == 5
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


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
def test_a_signed_version_is_verified_as_the_documentation_says(tmp_path):
    key, sums = tmp_path / "key", tmp_path / "SHA256SUMS"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    sums.write_text("x\n")
    release.sign(sums, key)
    (tmp_path / "signers").write_text(f"samtid {(tmp_path / 'key.pub').read_text()}")
    words = [
        "ssh-keygen",
        "-Y",
        "verify",
        "-f",
        str(tmp_path / "signers"),
        "-I",
        "samtid",
        "-n",
        release.NAMESPACE,
    ]
    words += ["-s", f"{sums}.sig"]
    assert subprocess.run(words, input=b"x\n", check=False, stdout=subprocess.DEVNULL).returncode == 0
    assert subprocess.run(words, input=b"y\n", check=False, stdout=subprocess.DEVNULL).returncode != 0
