"""Insatser för vuxna: ekonomi, våld, skadligt bruk."""

from __future__ import annotations

from samtid.base.dossier.words import Need
from samtid.base.organisation.words import DecisionKind, UnitKind

from ..words import NeedsTest
from .service import CatalogueService

PERSONAL = "SoL 11 kap. 1 §"
ECONOMIC = "SoL 12 kap. 1 §"

SERVICES: tuple[CatalogueService, ...] = (
    CatalogueService(
        "assistance",
        "Försörjningsstöd",
        "Pengar till det nödvändiga när de egna inte räcker, en månad i taget.",
        (Need.MONEY,),
        ECONOMIC,
        (UnitKind.ASSISTANCE,),
        DecisionKind.ASSISTANCE,
        minutes=45,
    ),
    CatalogueService(
        "assistance_other",
        "Ekonomiskt bistånd i övrigt",
        "Pengar till något som behövs en gång, till exempel glasögon eller en tandläkarräkning.",
        (Need.MONEY,),
        ECONOMIC,
        (UnitKind.ASSISTANCE,),
        DecisionKind.ASSISTANCE,
        minutes=0,
    ),
    CatalogueService(
        "budget_advice",
        "Budget- och skuldrådgivning",
        "Hjälp att få ordning på räkningar och skulder. Kostar inget och kräver ingen ansökan.",
        (Need.MONEY,),
        "SoL 13 kap. 2 §",
        (UnitKind.ASSISTANCE,),
        DecisionKind.OTHER_SERVICE,
        NeedsTest.NONE,
    ),
    CatalogueService(
        "protected_housing",
        "Skyddat boende",
        "Någonstans att bo, med skydd, för den som behöver komma bort från våld.",
        (Need.VIOLENCE,),
        "SoL 13 kap. 1 §",
        (UnitKind.VIOLENCE,),
        DecisionKind.PROTECTED_HOUSING,
        NeedsTest.ALWAYS,
        is_placement=True,
    ),
    CatalogueService(
        "violence_talks",
        "Stödsamtal vid våld",
        "Samtal för vuxna och barn som lever eller har levt med våld.",
        (Need.VIOLENCE,),
        "SoL 13 kap. 1 §",
        (UnitKind.VIOLENCE,),
        DecisionKind.OPEN_CARE,
        NeedsTest.NONE,
    ),
    CatalogueService(
        "perpetrator_talks",
        "Samtal för den som använt våld",
        "Samtal för den som vill sluta använda våld mot någon nära.",
        (Need.VIOLENCE,),
        "SoL 13 kap. 8 §",
        (UnitKind.VIOLENCE,),
        DecisionKind.OPEN_CARE,
        NeedsTest.NONE,
    ),
    CatalogueService(
        "substance_advice",
        "Råd om alkohol, droger och spel",
        "Några samtal för den som själv är orolig, eller är orolig för någon nära.",
        (Need.SUBSTANCE,),
        "SoL 13 kap. 10 §",
        (UnitKind.ADULTS,),
        DecisionKind.TREATMENT,
        NeedsTest.NONE,
    ),
    CatalogueService(
        "treatment",
        "Beroendebehandling i öppenvård",
        "Behandling enskilt eller i grupp, medan man bor hemma.",
        (Need.SUBSTANCE,),
        "SoL 13 kap. 10 §",
        (UnitKind.ADULTS,),
        DecisionKind.TREATMENT,
    ),
    CatalogueService(
        "adult_hvb",
        "Behandlingshem",
        "Behandling på ett hem dygnet runt.",
        (Need.SUBSTANCE,),
        "SoL 13 kap. 10 §",
        (UnitKind.ADULTS,),
        DecisionKind.RESIDENTIAL_CARE,
        NeedsTest.ALWAYS,
        minutes=90,
        is_placement=True,
    ),
    CatalogueService(
        "carer_support",
        "Anhörigstöd",
        "Samtal och avlastning för den som vårdar eller stöttar någon nära.",
        (Need.SUPPORT, Need.ELDERLY, Need.DISABILITY),
        "SoL 13 kap. 9 §",
        (UnitKind.ELDERLY, UnitKind.OPEN_CARE),
        DecisionKind.OTHER_SERVICE,
        NeedsTest.NONE,
    ),
)
