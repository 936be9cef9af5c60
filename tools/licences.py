"""Licenslistan: every package we use has a known licence that fits ours (EUPL-1.2), or the build stops.

``python -m tools.licences`` prints what is wrong; ``--all`` prints the whole list; ``--sbom FILE`` writes a CycloneDX
list of the program's parts, with licences and the checksums of the lock file, for whoever must know what runs.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import cast

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements-dev.lock"
# What runs in production; the parts that the list of parts names.
RUN = ROOT / "requirements-plan.lock"

# Free to use as a library in a work under EUPL-1.2. LGPL and MPL: linked to, not copied into it.
ALLOWED = frozenset(
    [
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "ISC",
        "LGPL-3.0-only",
        "MIT",
        "MIT-0",
        "MPL-2.0",
        "OFL-1.1",
        "PSF-2.0",
        "Python-2.0",
        "Unlicense",
        "Zlib",
        "LLVM-exception",
    ]
)
# How packages without an SPDX expression put it.
SPELLINGS = {
    "apache": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache license": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd 2-clause license": "BSD-2-Clause",
    "bsd license": "BSD-3-Clause",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "psfl": "PSF-2.0",
    "python software foundation license": "PSF-2.0",
}
PIN = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Part:
    """Paket: what the lock names, and under which licence it says it comes. Empty when it does not say."""

    name: str
    version: str
    licence: str
    hashes: tuple[str, ...] = ()
    is_here: bool = True

    @property
    def fault(self) -> str:
        """Why it may not be used; nothing when it may."""
        if not self.is_here:
            return ""  # meant for another system than this one; checked where it is installed
        if not self.licence:
            return "licensen är okänd"
        foreign = [word for word in words(self.licence) if word not in ALLOWED]
        return f"licensen {self.licence} är inte godkänd" if foreign else ""


def words(expression: str) -> list[str]:
    """The licences of an SPDX expression that must all fit: of ``A OR B``, one that is allowed is enough."""
    kept: list[str] = []
    for group in re.split(r"\bAND\b|\bWITH\b", expression.replace("(", " ").replace(")", " ")):
        choices = [choice.strip() for choice in re.split(r"\bOR\b", group) if choice.strip()]
        kept.append(next((choice for choice in choices if choice in ALLOWED), choices[0] if choices else ""))
    return kept


def licence_of(found: Distribution) -> str:
    """The SPDX expression, or what the older fields say translated into one."""
    said = cast(Message, found.metadata)
    if expression := said.get("License-Expression"):
        return str(expression)
    classed = [
        line.split("::")[-1].strip() for line in said.get_all("Classifier") or [] if "License ::" in line
    ]
    for words_used in (said.get("License", ""), *classed):
        line = str(words_used or "").strip().splitlines()[:1]
        if line and line[0].strip() in ALLOWED:
            return line[0].strip()
        if line and (known := SPELLINGS.get(line[0].strip().lower())):
            return known
    return " OR ".join(SPELLINGS[name.lower()] for name in classed if name.lower() in SPELLINGS)


def parts(lock: Path = LOCK) -> Iterator[Part]:
    """Every package of the lock file, once for each version it names."""
    text = lock.read_text(encoding="utf-8")
    for block in re.split(r"\n(?=[A-Za-z0-9])", text):
        if pin := PIN.match(block):
            hashes = tuple(HASH.findall(block))
            try:
                found = distribution(pin[1])
            except PackageNotFoundError:
                yield Part(pin[1], pin[2], "", hashes, is_here=False)
            else:
                is_here = found.version == pin[2]
                yield Part(pin[1], pin[2], licence_of(found), hashes, is_here=is_here)


def write_sbom(target: Path, found: list[Part]) -> None:
    """CycloneDX 1.6, JSON. The checksums are those of every file the lock accepts, so they are properties."""
    from cyclonedx.factory.license import LicenseFactory
    from cyclonedx.model import Property
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6
    from packageurl import PackageURL

    make = LicenseFactory()
    bom = Bom()
    ours = distribution("samtid")
    bom.metadata.component = Component(
        name="samtid",
        version=ours.version,
        type=ComponentType.APPLICATION,
        licenses=[make.make_from_string("EUPL-1.2")],
        bom_ref="samtid",
    )
    for part in found:
        reference = f"{part.name}@{part.version}"
        component = Component(
            name=part.name,
            version=part.version,
            bom_ref=reference,
            purl=PackageURL("pypi", name=part.name, version=part.version),
            licenses=[make.make_from_string(part.licence)] if part.licence else [],
            properties=[Property(name="samtid:sha256", value=value) for value in part.hashes],
        )
        bom.components.add(component)
        bom.register_dependency(bom.metadata.component, [component])
    target.write_text(JsonV1Dot6(bom).output_as_string(indent=2), encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """0 when every licence is known and allowed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="skriv ut hela listan")
    parser.add_argument("--sbom", type=Path, help="skriv en CycloneDX-lista till filen")
    args = parser.parse_args(arguments)
    found = sorted(parts(), key=lambda part: part.name.lower())
    if args.all:
        for part in found:
            print(f"{part.name:28} {part.version:18} {part.licence or '– (inte för det här systemet)'}")
    faults = [f"{part.name} {part.version}: {part.fault}" for part in found if part.fault]
    for fault in faults:
        print(f"licenser: {fault}")
    if args.sbom:
        running = list(parts(RUN))
        write_sbom(args.sbom, running)
        print(f"licenser: {len(running)} delar skrivna till {args.sbom.name}")
    away = sum(not part.is_here for part in found)
    print(f"licenser: {len(found)} paket, {len(faults)} fel, {away} hör till andra system")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
