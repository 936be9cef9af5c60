"""Insatser för barn, unga och familjer."""

from __future__ import annotations

from samtid.base.dossier.words import Need
from samtid.base.organisation.words import DecisionKind, UnitKind

from ..words import NeedsTest
from .service import CatalogueService

FAMILY = (Need.CHILD, Need.SUPPORT)
PERSONAL = "SoL 11 kap. 1 §"
OPEN = "SoL 11 kap. 5 §"

SERVICES: tuple[CatalogueService, ...] = (
    CatalogueService(
        "family_treatment",
        "Familjebehandling",
        "Familjen träffar två behandlare och övar tillsammans på det som är svårt hemma.",
        FAMILY,
        PERSONAL,
        (UnitKind.OPEN_CARE,),
        DecisionKind.OPEN_CARE,
        minutes=90,
    ),
    CatalogueService(
        "youth_treatment",
        "Öppenvård för unga",
        "Samtal och stöd för den som är ung och har det svårt hemma, i skolan eller på fritiden.",
        FAMILY,
        PERSONAL,
        (UnitKind.OPEN_CARE,),
        DecisionKind.OPEN_CARE,
    ),
    CatalogueService(
        "parent_support",
        "Föräldrastöd i hemmet",
        "En familjepedagog kommer hem och hjälper till att få vardagen att fungera.",
        FAMILY,
        PERSONAL,
        (UnitKind.OPEN_CARE,),
        DecisionKind.OPEN_CARE,
        minutes=75,
        is_home_ground=True,
    ),
    CatalogueService(
        "family_counselling",
        "Råd och stöd till familjer",
        "Samtal för barn, unga och föräldrar. Ingen ansökan och ingen utredning.",
        FAMILY,
        OPEN,
        (UnitKind.OPEN_CARE, UnitKind.RECEPTION),
        DecisionKind.OPEN_CARE,
        NeedsTest.NONE,
    ),
    CatalogueService(
        "parent_course",
        "Föräldrakurs",
        "Kvällsträffar i grupp om att vara förälder till ett litet barn eller en tonåring.",
        FAMILY,
        OPEN,
        (UnitKind.OPEN_CARE,),
        DecisionKind.OPEN_CARE,
        NeedsTest.NONE,
        minutes=120,
    ),
    CatalogueService(
        "cooperation_talks",
        "Samarbetssamtal",
        "Föräldrar som inte bor ihop får hjälp att komma överens om barnen.",
        FAMILY,
        "SoL 13 kap. 6 §",
        (UnitKind.FAMILY_LAW,),
        DecisionKind.OTHER_SERVICE,
        NeedsTest.NONE,
        minutes=90,
    ),
    CatalogueService(
        "contact_person",
        "Kontaktperson",
        "En vuxen som finns vid sidan om: någon att prata och göra saker med.",
        FAMILY,
        "SoL 13 kap. 7 §",
        (UnitKind.FAMILY_CARE,),
        DecisionKind.OPEN_CARE,
        NeedsTest.ALWAYS,
        minutes=120,
    ),
    CatalogueService(
        "contact_family",
        "Kontaktfamilj",
        "Barnet är hos en annan familj någon helg i månaden.",
        FAMILY,
        "SoL 13 kap. 7 §",
        (UnitKind.FAMILY_CARE,),
        DecisionKind.OPEN_CARE,
        NeedsTest.ALWAYS,
    ),
    CatalogueService(
        "family_home",
        "Familjehem",
        "Barnet bor i ett annat hem så länge det behövs.",
        (Need.CHILD,),
        "SoL 11 kap. 1 §, 22 kap. 2 §",
        (UnitKind.FAMILY_CARE,),
        DecisionKind.FAMILY_HOME,
        NeedsTest.ALWAYS,
        minutes=90,
        is_placement=True,
    ),
    CatalogueService(
        "emergency_home",
        "Jourhem",
        "Barnet bor tillfälligt i ett hem som tar emot snabbt.",
        (Need.CHILD,),
        "SoL 11 kap. 1 §, 22 kap. 4 §",
        (UnitKind.FAMILY_CARE,),
        DecisionKind.FAMILY_HOME,
        NeedsTest.ALWAYS,
        minutes=90,
        is_placement=True,
    ),
    CatalogueService(
        "hvb",
        "Hem för vård eller boende",
        "Barnet eller den unge bor på ett hem med personal dygnet runt.",
        (Need.CHILD,),
        PERSONAL,
        (UnitKind.FAMILY_CARE,),
        DecisionKind.RESIDENTIAL_CARE,
        NeedsTest.ALWAYS,
        minutes=90,
        is_placement=True,
    ),
)
