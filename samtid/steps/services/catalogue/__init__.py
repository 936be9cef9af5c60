"""Insatskatalogen: every service the municipality gives, said plainly. Reference, no personal data.

Which services may be given without an individual needs test is the committee's choice within SoL
11:5; the choice in these files is the demo municipality's. Change it here: pages and rules follow.
"""

from __future__ import annotations

from samtid.base.organisation.words import UnitKind

from . import adults, everyday, families, support
from .service import CatalogueService

ALL: tuple[CatalogueService, ...] = (
    *families.SERVICES,
    *adults.SERVICES,
    *everyday.SERVICES,
    *support.SERVICES,
)
BY_CODE: dict[str, CatalogueService] = {service.code: service for service in ALL}
assert len(BY_CODE) == len(ALL), "two services share a code"


class UnknownService(LookupError):
    """There is no service with that code."""


def entry(code: str) -> CatalogueService:
    """The service with that code. Raises ``UnknownService``."""
    found = BY_CODE.get(code)
    if found is None:
        raise UnknownService(f"Det finns ingen insats «{code}» i katalogen.")
    return found


def without_test() -> tuple[CatalogueService, ...]:
    """What is given without an individual needs test (SoL 11:5)."""
    return tuple(service for service in ALL if not service.needs_test)


def carried_out_by(kind: UnitKind) -> tuple[CatalogueService, ...]:
    """What units of that kind carry out."""
    return tuple(service for service in ALL if kind in service.unit_kinds)
