"""Vem som antecknar om parterna: the one who holds the case."""

from __future__ import annotations

from samtid.base.organisation.verbs import CASE_WORK, Verb

MAY: dict[str, Verb] = dict.fromkeys(
    ("inform", "communicate", "answer", "consent", "serve", "appeal", "correct"), CASE_WORK
)
