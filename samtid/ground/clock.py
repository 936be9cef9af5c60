"""Klockan: the only place that asks what time it is.

Rules and actions get their time as an argument. The edges (a request, a command) ask here, and a
test or a rehearsal can set the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_source: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731


def now() -> datetime:
    """This moment, with time zone UTC."""
    return _source()


def world() -> datetime:
    """The machine's own clock, whatever a rehearsal has set: for what is compared with another machine."""
    return datetime.now(UTC)


@contextmanager
def set_to(source: Callable[[], datetime]) -> Iterator[None]:
    """Let ``source`` be the clock inside the block, for every thread."""
    global _source
    former, _source = _source, source
    try:
        yield
    finally:
        _source = former
