"""När är det ovanligt mycket på en gång? Never a reason to turn anybody away (SoL 19 kap., FL 6 §)."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

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


def network(address: str) -> str:
    """Where something came from, as far as one sender is told from another.

    One who has an address of the new kind has as many as they like under the same first half.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
    return str(found)
