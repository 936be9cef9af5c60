"""Det som inte kan vänta: what is read before the rest. Pure functions."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from samtid.base.dossier.rules import came_in_late
from samtid.base.dossier.words import Need
from samtid.ground.law.days import swedish_day

# What makes somebody read it before the rest, whoever it came from and whatever it is called: no food, medicine,
# heat or roof. A machine only puts it first in the queue; what it is worth is for a person to say.
ACUTE = re.compile(
    r"\b(ingen|inget|inga|utan|slut på|inte råd med|inte råd till|inte pengar till)\s+(\w+\s+)?"
    r"(mat|medicin\w*|pengar|el|ström|värme|blöjor|ersättning|tak|bostad)\b"
    r"|\bmaten (är|tar|har tagit) slut|\bvräk\w*|\bavhys\w*|\bhemlös|\bsvält\w*"
    r"|\b(stänger|stängt|stängs|bryter|bröt) (av )?(el|strömm?en|elen|värmen)",
    re.IGNORECASE,
)


def sounds_acute(need: Need, text: str) -> bool:
    """Whether somebody says to have no food, medicine, heat or roof, so that it should be read first.

    What is said of a child comes first already: its protection is assessed the same day.
    """
    return need != Need.CHILD and bool(ACUTE.search(text))


def read_by(received_at: datetime, late_hour: int | None) -> date:
    """The day something urgent is to be read: the same, or the next when it came late. Routine, not law."""
    on = swedish_day(received_at)
    late = late_hour is not None and came_in_late(received_at, late_hour)
    return on + timedelta(days=1) if late else on
