"""Placering: children and young people cared for outside their home (SoL 9 och 22 kap., SoF 3 och 16 kap.)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from samtid.ground.law.days import Roll
from samtid.ground.law.limits import AtOnce, Months, WhenAssessed, YearlyDate, Years
from samtid.ground.law.rules import (
    NEW_ACT,
    NEW_CARE_ACT,
    Extension,
    Rule,
    TimeLimit,
    only,
    renumbered,
    succeeded,
)

SOURCE = "Socialtjänstlag (2025:400), lydelse 2026-07-09"
ORDINANCE = "Socialtjänstförordning (2025:468), lydelse 2026-06-04"

EMERGENCY_HOME = only(
    TimeLimit(
        id="CH-09",
        name="Längsta tid i jourhem efter utredning",
        trigger="utredningen av ett barns behov av skydd eller stöd har avslutats",
        duty="barnet ha flyttat från jourhemmet",
        limit=Months(2),
        extension=Extension("Socialnämnden", "om det finns särskilda skäl"),
        roll=Roll.NONE,
        citation="SoL 22 kap. 4 §",
        source=SOURCE,
        valid_from=NEW_ACT,
        sentence="Ett barn får vårdas i ett jourhem i högst två månader efter det att utredningen har avslutats.",
        note="Detta är en längsta tid för barnet, inte en sista dag för nämnden: helger flyttar den inte.",
    )
)

CONSIDER_CARE = renumbered(
    TimeLimit(
        id="CH-10",
        name="Övervägande av fortsatt vård",
        trigger="ett barn vårdas i ett annat hem än det egna eller har beviljats skyddat boende enligt SoL",
        duty="socialnämnden överväga om vården fortfarande behövs och hur den bör inriktas och utformas",
        limit=Months(6),
        then=Months(6),
        citation="SoL 22 kap. 13 §",
        formerly="äldre SoL (2001:453) 6 kap. 8 §",
        source=SOURCE,
        valid_from=NEW_ACT,
        note="Minst en gång var sjätte månad, räknat från det att vården började och sedan från förra övervägandet.",
    )
)

_CUSTODY_TRANSFER = TimeLimit(
    id="CH-11",
    name="Övervägande av vårdnadsöverflyttning",
    trigger="ett barn har placerats i ett familjehem och bor kvar där",
    duty="nämnden särskilt överväga om det finns skäl att ansöka om överflyttning av vårdnaden",
    limit=Years(2),
    then=Years(1),
    follows_new_law=True,
    citation="SoL 22 kap. 14 §; LVU 13 c §",
    source=f"{SOURCE}; lag (1990:52) i lydelse enligt lag (2024:1175)",
    valid_from=NEW_ACT,
    sentence="När ett barn har varit placerat i samma familjehem i två år från verkställigheten ska nämnden särskilt "
    "överväga om det finns skäl att ansöka om överflyttning av vårdnaden, och därefter varje år.",
)
CONSIDER_CUSTODY_TRANSFER = succeeded(
    _CUSTODY_TRANSFER,
    replace(
        _CUSTODY_TRANSFER,
        citation="SoL 22 kap. 14 §; lag (2026:1600) 9 kap. 1 §",
        formerly="LVU 13 c §",
        source=f"{SOURCE}; lag (2026:1600)",
        valid_from=NEW_CARE_ACT,
        sentence="När ett barn har varit placerat i samma familjehem i två år från det att placeringen påbörjades ska "
        "nämnden särskilt överväga om det finns skäl att ansöka om överflyttning av vårdnaden, och därefter varje år.",
    ),
)

REVISE_CARE_PLAN = only(
    TimeLimit(
        id="CH-12",
        name="Vårdplanens första revidering",
        trigger="ett barn har placerats utanför det egna hemmet",
        duty="vårdplanen revideras en första gång, med barnets långsiktiga boende i blicken",
        limit=Years(2),
        follows_new_law=True,
        citation="SoL 9 kap. 13 §",
        source=SOURCE,
        valid_from=NEW_ACT,
        sentence="Vårdplanen ska revideras en första gång senast när barnet har varit placerat i två år, "
        "och då ska barnets långsiktiga boende tas upp, om inte särskilda skäl talar mot det.",
    )
)

HEALTH_EXAMINATION = renumbered(
    TimeLimit(
        id="CH-13",
        name="Underrättelse om hälsoundersökning",
        trigger="vård utanför hemmet, eller en placering i skyddat boende, inleds för ett barn eller en ung person "
        "på 18–20 år",
        duty="socialnämnden underrätta regionen om att en hälsoundersökning ska erbjudas, om det inte är obehövligt",
        limit=WhenAssessed("när vården eller placeringen inleds"),
        citation="SoL 22 kap. 7 §",
        formerly="äldre SoL (2001:453) 11 kap. 3 a §",
        source=SOURCE,
        valid_from=NEW_ACT,
    )
)

LIST_TO_INSPECTORATE = only(
    TimeLimit(
        id="PL-01",
        name="Förteckning över barn i familjehem till IVO",
        trigger="ett nytt år har börjat",
        duty="socialnämnden lämna en kopia av förteckningen över barn i familjehem och andra enskilda hem till IVO",
        limit=YearlyDate(1, 31),
        citation="SoF 3 kap. 4 §",
        source=ORDINANCE,
        valid_from=NEW_ACT,
    )
)

MORE_THAN_THREE = only(
    TimeLimit(
        id="PL-02",
        name="Fler än tre barn eller unga i samma hem",
        trigger="en placering innebär att fler än tre barn eller unga kommer att vara placerade i samma familjehem eller jourhem",
        duty="socialnämnden anmäla beslutet till IVO",
        limit=WhenAssessed("i samband med beslutet"),
        citation="SoF 16 kap. 2 §",
        source=ORDINANCE,
        valid_from=NEW_ACT,
    )
)

REGISTER_CHECK = only(
    TimeLimit(
        id="PL-03",
        name="Registerkontroll av familjehem och jourhem",
        trigger="nämnden avser att placera ett barn i ett familjehem eller jourhem",
        duty="uppgifter hämtas ur belastningsregistret och misstankeregistret om dem som ska ge vården",
        limit=WhenAssessed("före beslutet"),
        citation="SoF 3 kap. 3 §",
        source=ORDINANCE,
        valid_from=NEW_ACT,
    )
)

# Decided but not yet in force: the rule begins by itself that day.
CALL_TO_PLANNING = only(
    TimeLimit(
        id="PL-04",
        name="Kallelse till individuell plan vid vård i HVB",
        trigger="nämnden beslutar att någon ska tas emot i ett hem för vård eller boende",
        duty="nämnden underrätta regionen och kalla till möte om en individuell plan",
        limit=AtOnce(),
        citation="SoL 9 kap. 10 a §",
        source=f"{SOURCE}; lag (2026:1314)",
        valid_from=date(2028, 1, 1),
    )
)

RULES: tuple[Rule, ...] = (
    EMERGENCY_HOME,
    CONSIDER_CARE,
    CONSIDER_CUSTODY_TRANSFER,
    REVISE_CARE_PLAN,
    HEALTH_EXAMINATION,
    LIST_TO_INSPECTORATE,
    MORE_THAN_THREE,
    REGISTER_CHECK,
    CALL_TO_PLANNING,
)
