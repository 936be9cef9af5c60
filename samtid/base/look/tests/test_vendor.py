"""What others wrote is unchanged, listed and licensed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from samtid.base.look import vendor

ROOTS = [vendor.SHIPPED, vendor.FOR_TESTS]


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.parent.name)
def test_every_vendored_file_is_the_one_in_the_manifest(root: Path) -> None:
    assert vendor.complaints(root) == []
    assert json.loads((root / "manifest.json").read_text("utf-8")) == vendor.manifest(root)


@pytest.mark.parametrize("package", vendor.PACKAGES, ids=lambda package: package.npm)
def test_every_package_brings_its_licence(package: vendor.Package) -> None:
    assert (package.home / "LICENSE").read_text("utf-8").strip()


def test_a_changed_a_missing_and_an_extra_file_are_all_found(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("one")
    (tmp_path / "extra.js").write_text("three")
    files = {"a.js": "0" * 64, "b.js": "1" * 64}
    (tmp_path / "manifest.json").write_text(json.dumps({"packages": [{"files": files}]}))
    assert vendor.complaints(tmp_path) == [
        "b.js saknas",
        "extra.js står inte i manifestet",
        "a.js har en annan kontrollsumma",
    ]
