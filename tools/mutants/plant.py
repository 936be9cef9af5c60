"""Planteringen: a pytest plug-in that imports one module with a fault in it. ``SAMTID_MUTANT=path:number``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

from tools.mutants.faults import planted

ROOT = Path(__file__).resolve().parents[2]


class _Faulty(SourceFileLoader):
    """Reads the module, and puts the fault in."""

    number = 0

    def get_code(self, fullname: str) -> CodeType:
        source = Path(self.path).read_text("utf-8")
        return compile(planted(source, self.number), self.path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    """Answers for the one module that is to have a fault."""

    def __init__(self, path: str, number: int) -> None:
        self.file, self.number = ROOT / path, number
        self.module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self.module:
            return None
        loader = _Faulty(fullname, str(self.file))
        loader.number = self.number
        folders = [str(self.file.parent)] if self.file.name == "__init__.py" else None
        return spec_from_file_location(fullname, self.file, loader=loader, submodule_search_locations=folders)


if wanted := os.environ.get("SAMTID_MUTANT"):
    _path, _, _number = wanted.rpartition(":")
    sys.meta_path.insert(0, _Finder(_path, int(_number)))
