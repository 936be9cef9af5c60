"""Pages drawn from a string, through the real environment: what a template of another room would give."""

from __future__ import annotations

import re
from typing import Any

from django.template import engines
from jinja2 import DictLoader, Environment
from markupsafe import Markup


def environment() -> Environment:
    """The one that Django made from settings."""
    return engines["jinja2"].env


def draw(source: str, **context: Any) -> str:
    """Render ``source`` with every part imported; white space as a reader sees it."""
    names = [name for name in environment().get_template("look/parts.html").module.__dict__ if name[0] != "_"]
    head = f'{{% from "look/parts.html" import {", ".join(names)} %}}'
    drawn = environment().from_string(head + source).render(**context)
    return re.sub(r"\s+", " ", drawn).strip()


def with_templates(**templates: str) -> Environment:
    """The same environment, with some templates of the test's own before the real ones."""
    overlay = environment().overlay()
    own, real = DictLoader(templates), environment().loader
    assert real is not None
    overlay.loader = type(
        "Both",
        (type(own),),
        {
            "get_source": lambda self, env, name: (own if name in templates else real).get_source(env, name)  # type: ignore[union-attr]
        },
    )(templates)
    return overlay


__all__ = ["Markup", "draw", "environment", "with_templates"]
