"""Fetch and verify what others wrote: style, font and script that Samtid ships unchanged.

    python -m samtid.base.look.vendor check    every vendored file matches its manifest
    python -m samtid.base.look.vendor fetch    pack the pinned versions again and rewrite the manifests
    python -m samtid.base.look.vendor theme    build theme.css anew from theme/designsystemet.config.json

``fetch`` and ``theme`` need ``npm``; nobody who runs, tests or installs Samtid does.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOM = Path(__file__).resolve().parent
SHIPPED = ROOM / "static" / "look" / "vendor"
FOR_TESTS = ROOM.parents[2] / "tests" / "vendor"
THEME_CONFIG = ROOM / "theme" / "designsystemet.config.json"
THEME_TOOL = "@digdir/designsystemet@1.15.0"
THEME = ROOM / "static" / "look" / "theme.css"


@dataclass(frozen=True, slots=True)
class Package:
    """One pinned package: which of its files we keep (path in the package → name in our folder)."""

    npm: str
    version: str
    folder: str
    licence: str
    source: str
    files: dict[str, str]
    root: Path = SHIPPED

    @property
    def home(self) -> Path:
        """The folder the files are kept in."""
        return self.root / f"{self.folder}-{self.version}"


PACKAGES = (
    Package(
        "@digdir/designsystemet-css",
        "1.22.0",
        "designsystemet",
        "MIT",
        "https://github.com/digdir/designsystemet",
        {"dist/src/index.css": "designsystemet.css", "LICENSE": "LICENSE"},
    ),
    Package(
        "@fontsource-variable/inter",
        "5.3.0",
        "inter",
        "OFL-1.1",
        "https://github.com/rsms/inter",
        {
            "files/inter-latin-wght-normal.woff2": "inter-latin.woff2",
            "files/inter-latin-ext-wght-normal.woff2": "inter-latin-ext.woff2",
            "LICENSE": "LICENSE",
        },
    ),
    Package(
        "htmx.org",
        "4.0.1",
        "htmx",
        "0BSD",
        "https://github.com/bigskysoftware/htmx",
        {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "LICENSE"},
    ),
    Package(
        "axe-core",
        "4.14.1",
        "axe-core",
        "MPL-2.0",
        "https://github.com/dequelabs/axe-core",
        {
            "axe.min.js": "axe.min.js",
            "locales/sv.json": "sv.json",
            "LICENSE": "LICENSE",
            "LICENSE-3RD-PARTY.txt": "LICENSE-3RD-PARTY.txt",
        },
        FOR_TESTS,
    ),
)


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetch(package: Package) -> None:
    """Replace the package's folder by the pinned version from the npm registry."""
    with tempfile.TemporaryDirectory() as scratch:
        _npm("pack", "--silent", f"{package.npm}@{package.version}", folder=scratch)
        (archive,) = Path(scratch).glob("*.tgz")
        with tarfile.open(archive) as packed:
            packed.extractall(scratch, filter="data")
        shutil.rmtree(package.home, ignore_errors=True)
        package.home.mkdir(parents=True)
        for inside, name in package.files.items():
            shutil.copyfile(Path(scratch) / "package" / inside, package.home / name)


def manifest(root: Path) -> dict[str, object]:
    """What lies in a vendor folder: name, version, licence, source and checksum of every file."""
    return {
        "packages": [
            {
                "name": package.npm,
                "version": package.version,
                "licence": package.licence,
                "source": package.source,
                "files": {
                    f"{package.home.name}/{name}": digest(package.home / name)
                    for name in sorted(package.files.values())
                },
            }
            for package in PACKAGES
            if package.root == root
        ]
    }


def complaints(root: Path) -> list[str]:
    """Every difference between a vendor folder and its manifest; empty when all is well."""
    promised: dict[str, str] = {}
    for package in json.loads((root / "manifest.json").read_text("utf-8"))["packages"]:
        promised.update(package["files"])
    found = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    wrong = [f"{name} saknas" for name in sorted(promised.keys() - found)]
    wrong += [f"{name} står inte i manifestet" for name in sorted(found - promised.keys())]
    wrong += [
        f"{name} har en annan kontrollsumma"
        for name in sorted(found & promised.keys())
        if digest(root / name) != promised[name]
    ]
    return wrong


def build_theme() -> None:
    """Make theme.css out of our palette with the design system's own tool."""
    with tempfile.TemporaryDirectory() as scratch:
        _npm("install", "--silent", "--no-save", "--no-audit", THEME_TOOL, folder=scratch)
        tool = Path(scratch) / "node_modules" / ".bin" / "designsystemet"
        config = shutil.copy(THEME_CONFIG, scratch)
        for words in (["create"], ["build", "-t", "tokens-made", "-o", "theme-made"]):
            subprocess.run([tool, "tokens", *words, "--config", config], cwd=scratch, check=True, timeout=300)
        shutil.copy(Path(scratch) / "theme-made" / "samtid.css", THEME)


def _npm(*words: str, folder: str) -> None:
    subprocess.run(["npm", *words], cwd=folder, check=True, timeout=300, stdout=subprocess.DEVNULL)


def main(words: list[str]) -> int:
    """Run one of the three words; the answer is the exit code."""
    roots = sorted({package.root for package in PACKAGES})
    match words:
        case ["check"]:
            wrong = [line for root in roots if root.is_dir() for line in complaints(root)]
            print("\n".join(wrong) or "Alla filer stämmer med manifesten.")
            return 1 if wrong else 0
        case ["fetch"]:
            for package in PACKAGES:
                fetch(package)
            for root in roots:
                text = json.dumps(manifest(root), indent=2, ensure_ascii=False) + "\n"
                (root / "manifest.json").write_text(text, "utf-8")
            return 0
        case ["theme"]:
            build_theme()
            return 0
        case _:
            print(__doc__, file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
