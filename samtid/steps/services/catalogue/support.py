"""Insatser enligt LSS 9 § 2–10, in the order of the paragraph. Point 1, counselling, is the region's and is not here."""

from __future__ import annotations

from samtid.base.dossier.words import Need
from samtid.base.organisation.words import DecisionKind, UnitKind

from ..words import NeedsTest
from .service import CatalogueService

DISABLED = (Need.DISABILITY,)
LSS = (UnitKind.LSS,)

# An LSS measure is never given without a decision: whoever is within the Act has a right to it, and to the reasons.
SERVICES: tuple[CatalogueService, ...] = (
    CatalogueService(
        "lss_assistance",
        "Personlig assistans",
        "Egna assistenter för det som är mest personligt, och för livet omkring.",
        DISABLED,
        "LSS 9 § 2",
        LSS,
        DecisionKind.OTHER_SERVICE,
        NeedsTest.ALWAYS,
        minutes=0,
    ),
    CatalogueService(
        "lss_companion",
        "Ledsagarservice",
        "Någon som följer med ut bland andra.",
        DISABLED,
        "LSS 9 § 3",
        LSS,
        DecisionKind.OTHER_SERVICE,
        NeedsTest.ALWAYS,
        minutes=120,
    ),
    CatalogueService(
        "lss_contact",
        "Kontaktperson enligt LSS",
        "Någon att göra saker med på fritiden.",
        DISABLED,
        "LSS 9 § 4",
        LSS,
        DecisionKind.OTHER_SERVICE,
        NeedsTest.ALWAYS,
        minutes=120,
    ),
    CatalogueService(
        "lss_relief",
        "Avlösarservice",
        "Någon tar över en stund så att den som vårdar kan vila.",
        DISABLED,
        "LSS 9 § 5",
        LSS,
        DecisionKind.OTHER_SERVICE,
        NeedsTest.ALWAYS,
        minutes=180,
        is_home_ground=True,
    ),
    CatalogueService(
        "lss_short_stay",
        "Korttidsvistelse utanför hemmet",
        "Några dygn någon annanstans, för ombyte och för de anhörigas vila.",
        DISABLED,
        "LSS 9 § 6",
        LSS,
        DecisionKind.OTHER_SERVICE,
        NeedsTest.ALWAYS,
        minutes=0,
    ),
    CatalogueService(
        "lss_short_supervision",
        "Korttidstillsyn för skolungdom",
        "Någon som är med före och efter skolan och på loven, för den som är över 12 år.",
        DISABLED,
        "LSS 9 § 7",
        LSS,
        DecisionKind.OTHER_SERVICE,
        NeedsTest.ALWAYS,
        minutes=0,
    ),
    CatalogueService(
        "lss_child_housing",
        "Familjehem eller bostad med särskild service för barn och unga",
        "Ett hem utanför föräldrahemmet för barn och unga som behöver det.",
        DISABLED,
        "LSS 9 § 8",
        LSS,
        DecisionKind.SPECIAL_HOUSING,
        NeedsTest.ALWAYS,
        minutes=0,
        is_placement=True,
    ),
    CatalogueService(
        "lss_housing",
        "Bostad med särskild service",
        "Ett eget hem med stöd nära till hands.",
        DISABLED,
        "LSS 9 § 9",
        LSS,
        DecisionKind.SPECIAL_HOUSING,
        NeedsTest.ALWAYS,
        minutes=0,
        is_placement=True,
    ),
    CatalogueService(
        "lss_daily",
        "Daglig verksamhet",
        "Meningsfull sysselsättning på dagarna.",
        DISABLED,
        "LSS 9 § 10",
        LSS,
        DecisionKind.OTHER_SERVICE,
        NeedsTest.ALWAYS,
        minutes=0,
    ),
)
