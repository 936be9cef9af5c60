"""Vad en text får säga: how the work is done, never about anybody who gets help."""

from __future__ import annotations

from collections.abc import Mapping

from samtid.ground.reasons import Obstacle
from samtid.ground.unnamed import CASE, KEY, NO_PERSON, obstacles_to_names, obstacles_to_text


def obstacles_to_texts(texts: Mapping[str, str], *, insists: bool, longest: int) -> list[Obstacle]:
    """Each text by its field. What leads to somebody is refused; what looks like a name is asked about once."""
    found, names = [], []
    for field, said in texts.items():
        found += obstacles_to_text(said, field, longest)
        if CASE.search(said) or KEY.search(said):
            found.append(
                Obstacle(
                    "Ta bort ärendenumret. Det leder till en person, och det här läses av alla som följer helheten.",
                    NO_PERSON,
                    field=field,
                )
            )
        names += obstacles_to_names(said, field=field)
    return found or ([] if insists else names)
