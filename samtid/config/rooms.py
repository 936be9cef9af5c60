"""Rummens ordning: said once, by the import contracts of ``pyproject.toml``, and read from there.

A new room is a folder and its name in its floor's line of layers. A name without a folder is an error, so that a
misspelt room is not a room that is missing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

HERE = Path(__file__).resolve()
# a room with any of these is one of Django's apps
TELLING = ("apps.py", "models.py", "walls.py", "urls.py", "offers.py", "jinja2", "static")
# what is in a room's folder and is no room of its own
NO_ROOM = ("tests", "migrations")


def laws() -> Path:
    """Where the order is: beside the program in its tree, inside it where it is installed as a package."""
    packed = HERE.with_name("pyproject.toml")
    return packed if packed.exists() else HERE.parents[2] / "pyproject.toml"


@dataclass(frozen=True, slots=True)
class House:
    """Huset: floors from the ground up, and on each the rooms in layers; side by side means the same layer."""

    package: str
    root: Path  # the folder of ``package``
    floors: tuple[str, ...]
    layers: dict[str, tuple[tuple[str, ...], ...]]

    def rooms(self) -> list[str]:
        """Every room as a module, in order. A room that holds rooms, as ``doors/systems``, gives those."""
        return [
            room
            for floor, layers in self.layers.items()
            for layer in layers
            for room in self._on(floor, layer)
        ]

    def apps(self) -> list[str]:
        """The rooms that Django is to know."""
        return [room for room in self.rooms() if any((self._folder(room) / one).exists() for one in TELLING)]

    def addresses(self) -> list[str]:
        """The modules with addresses: ``urls``, and ``…_urls`` where a room has more than one kind."""
        found = []
        for room in self.rooms():
            files = sorted(self._folder(room).glob("*urls.py"))
            found += [f"{room}.{file.stem}" for file in files]
        return found

    def place(self, module: str) -> tuple[int, int]:
        """Where a module stands: its floor, and its place on it."""
        _, floor, *rest = module.split(".")
        places = [n for n, layer in enumerate(self.layers.get(floor, ())) if rest and rest[0] in layer]
        return self.floors.index(floor), next(iter(places), 0)

    def _on(self, floor: str, layer: tuple[str, ...]) -> Iterator[str]:
        for name in layer:
            room = f"{self.package}.{floor}.{name}"
            folder = self._folder(room)
            if not (folder / "__init__.py").exists():
                raise ImproperlyConfigured(f"{room} står i pyproject.toml men finns inte: felstavat rum?")
            inner = sorted(
                one.parent for one in folder.glob("*/__init__.py") if one.parent.name not in NO_ROOM
            )
            if inner and not any((folder / one).exists() for one in TELLING):
                holds = [one for one in inner if any((one / tell).exists() for tell in TELLING)]
                yield from (f"{room}.{one.name}" for one in holds) if holds else (room,)
            else:
                yield room

    def _folder(self, room: str) -> Path:
        return self.root.joinpath(*room.split(".")[1:])


def read(path: Path | None = None, root: Path | None = None) -> House:
    """The house as its contracts say. ``root`` is the folder of the package."""
    linter: dict[str, Any] = tomllib.loads((path or laws()).read_text())["tool"]["importlinter"]
    package = linter["root_package"]
    said = {
        contract["containers"][0]: contract["layers"]
        for contract in linter["contracts"]
        if contract["type"] == "layers" and len(contract["containers"]) == 1
    }
    root = root or HERE.parents[1]
    for folder in sorted(one.parent for one in root.glob("*/*/__init__.py")):
        layers_of = said.get(f"{package}.{folder.parent.name}", [])
        named = {name for layer in _from_below(layers_of) for name in layer}
        if folder.name not in named and any((folder / one).exists() for one in TELLING):
            raise ImproperlyConfigured(
                f"{folder.parent.name}/{folder.name} står inte i ordningen i pyproject.toml."
            )
    floors = [name for layer in _from_below(said[package]) for name in layer]
    layers = {
        floor: _from_below(said[f"{package}.{floor}"]) for floor in floors if f"{package}.{floor}" in said
    }
    return House(package, root, tuple(floors), layers)


def _from_below(layers: list[str]) -> tuple[tuple[str, ...], ...]:
    """The layers as a contract has them, the lowest first: ``a | b`` stand side by side, ``(a)`` may be missing."""
    return tuple(
        tuple(name.strip(" ()") for name in layer.replace(":", "|").split("|")) for layer in reversed(layers)
    )
