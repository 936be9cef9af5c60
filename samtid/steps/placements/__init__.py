"""Placeringar: hemmen, barnen som bor där, och var varje barn är i natt.

SoL 9 och 22 kap. (2025:400), LVU to 2026-12-31 and lag (2026:1600) from 2027-01-01, SoF 3, 10 och 16 kap. A placement
lies in its child's case, behind the same wall. The register of homes is read by those who work with children's cases;
it tells of no child, not even by its count of places (docs/decisions/0096).
"""
