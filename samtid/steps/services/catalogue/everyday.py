"""Insatser i vardagen: funktionsnedsättning och äldre dagar."""

from __future__ import annotations

from samtid.base.dossier.words import Need
from samtid.base.organisation.words import DecisionKind, UnitKind

from ..words import NeedsTest
from .service import CatalogueService

PERSONAL = "SoL 11 kap. 1 §"
OLD_AND_DISABLED = (Need.ELDERLY, Need.DISABILITY)

SERVICES: tuple[CatalogueService, ...] = (
    CatalogueService(
        "home_care_personal",
        "Hemtjänst, personlig omvårdnad",
        "Hjälp hemma med att komma upp, tvätta sig, klä sig, äta och känna sig trygg.",
        OLD_AND_DISABLED,
        PERSONAL,
        (UnitKind.HOME_CARE,),
        DecisionKind.HOME_CARE,
        minutes=25,
        is_home_ground=True,
    ),
    CatalogueService(
        "home_care_service",
        "Hemtjänst, service",
        "Hjälp hemma med städning, tvätt och inköp.",
        OLD_AND_DISABLED,
        PERSONAL,
        (UnitKind.HOME_CARE,),
        DecisionKind.HOME_CARE,
        is_home_ground=True,
    ),
    CatalogueService(
        "service_tasks",
        "Fixartjänst",
        "Hjälp med det man kan ramla av: byta lampor, hänga gardiner. Från 69 år, utan ansökan.",
        (Need.ELDERLY,),
        "Lag (2009:47) 2 kap. 7 §",
        (UnitKind.HOME_CARE,),
        DecisionKind.OTHER_SERVICE,
        NeedsTest.NONE,
        minutes=45,
        is_home_ground=True,
    ),
    CatalogueService(
        "safety_alarm",
        "Trygghetslarm",
        "En knapp att bära på sig. Någon svarar dygnet runt.",
        OLD_AND_DISABLED,
        PERSONAL,
        (UnitKind.HOME_CARE,),
        DecisionKind.HOME_CARE,
        minutes=0,
        is_home_ground=True,
    ),
    CatalogueService(
        "meals",
        "Matdistribution",
        "Färdig mat hem till dörren.",
        (Need.ELDERLY,),
        PERSONAL,
        (UnitKind.HOME_CARE,),
        DecisionKind.HOME_CARE,
        minutes=8,
        is_home_ground=True,
    ),
    CatalogueService(
        "day_care",
        "Dagverksamhet",
        "Sällskap, mat och aktiviteter på dagtid.",
        (Need.ELDERLY,),
        PERSONAL,
        (UnitKind.ELDERLY, UnitKind.HOME_CARE),
        DecisionKind.HOME_CARE,
        minutes=0,
    ),
    CatalogueService(
        "short_stay",
        "Korttidsplats",
        "Några dagar eller veckor på ett boende, för vila eller efter sjukhus.",
        (Need.ELDERLY,),
        PERSONAL,
        (UnitKind.ELDERLY,),
        DecisionKind.SPECIAL_HOUSING,
        NeedsTest.ALWAYS,
        minutes=0,
        is_placement=True,
    ),
    CatalogueService(
        "special_housing",
        "Särskilt boende",
        "En egen lägenhet med personal nära dygnet runt.",
        (Need.ELDERLY,),
        PERSONAL,
        (UnitKind.ELDERLY,),
        DecisionKind.SPECIAL_HOUSING,
        NeedsTest.ALWAYS,
        minutes=0,
        is_placement=True,
    ),
    CatalogueService(
        "housing_support",
        "Boendestöd",
        "Någon som hjälper till att planera och klara vardagen hemma.",
        (Need.DISABILITY, Need.SUBSTANCE),
        PERSONAL,
        (UnitKind.HOUSING_SUPPORT,),
        DecisionKind.HOUSING_SUPPORT,
        is_home_ground=True,
    ),
    CatalogueService(
        "companion",
        "Ledsagning",
        "Någon som följer med ut, till affären, läkaren eller ett nöje.",
        OLD_AND_DISABLED,
        PERSONAL,
        (UnitKind.HOUSING_SUPPORT, UnitKind.HOME_CARE),
        DecisionKind.OTHER_SERVICE,
        minutes=120,
    ),
)
