"""Väggar i text: what a room's ``walls.py`` is written with, and how it comes to stand in the database.

``parts`` are the words, ``conditions`` what the policies say, ``rooms`` who has walls and in which order,
``catalogue`` what stands in the database, ``compare`` the difference, ``raising`` makes them the same.
"""

from .authored import Authored, Did
from .parts import NOBODY, AppendOnly, Function, Index, May, Open, Sealed, Trigger, Usage, Wall
from .pieces import Extension, Login, Part
from .told import Told, done

__all__ = [
    "NOBODY",
    "AppendOnly",
    "Authored",
    "Did",
    "Extension",
    "Function",
    "Index",
    "Login",
    "May",
    "Open",
    "Part",
    "Sealed",
    "Told",
    "Trigger",
    "Usage",
    "Wall",
    "done",
]
