"""Varifrån på nätet, as far as one sender is told from another. Pure."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network


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
