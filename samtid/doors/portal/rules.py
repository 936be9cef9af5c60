"""När är det ovanligt mycket på en gång? Never a reason to turn anybody away (SoL 19 kap., FL 6 §)."""

from __future__ import annotations

# A school that reports a class of siblings, or a family that tries again, stays well below.
FROM_ONE_PLACE = 12  # in an hour
FROM_EVERYWHERE = 300  # in an hour


def why_mark(from_here: int, from_everywhere: int) -> str:
    """Why what just came in should be looked at an extra time; nothing when all is usual."""
    if from_here > FROM_ONE_PLACE:
        return f"Ovanligt mycket från samma håll: {from_here} på en timme."
    if from_everywhere > FROM_EVERYWHERE:
        return f"Ovanligt mycket på en gång: {from_everywhere} på en timme."
    return ""
