"""Gallring och bevarande: how long a record is kept, and when it may be disposed of (SoL 16 och 17 kap., SoF 13 kap.).

Each row is a ``Rule`` like the others; ``disposal`` weighs those that touch one file, and the longest wins.
Nothing is disposed of by itself: the archive proposes, a records officer decides.
"""

from __future__ import annotations

from dataclasses import replace

from samtid.ground.law.days import Roll
from samtid.ground.law.limits import AtAge, EndOfYearAfter, WhenAssessed, Years
from samtid.ground.law.rules import NEW_ACT, STRONGER_PROTECTION, Rule, Sense, TimeLimit, only, renumbered

SOURCE = "Socialtjänstlag (2025:400), lydelse 2026-07-09"
ORDINANCE = "Socialtjänstförordning (2025:468), lydelse 2026-06-04"

PERSONAL_FILE = renumbered(
    TimeLimit(
        id="RT-01",
        name="Gallring av personakt",
        trigger="den sista anteckningen har gjorts i en personakt",
        duty="anteckningarna gallras",
        limit=Years(5),
        sense=Sense.ARISES,
        follows_new_law=True,
        roll=Roll.NONE,
        citation="SoL 16 kap. 1 §; LSS 21 c §",
        formerly="äldre SoL (2001:453) 12 kap. 1 §; LSS 21 c §",
        source=f"{SOURCE}; lag (1993:387) om stöd och service till vissa funktionshindrade",
        valid_from=NEW_ACT,
        sentence="En personakt ska gallras fem år efter den sista anteckningen, om inget undantag gäller.",
        note="Dagen är när gallringsskyldigheten inträder. Akten gallras inte så länge uppgifter om samma person "
        "finns kvar i en sammanställning, som gallras fem år efter det att förhållandena upphörde.",
    )
)

DISPOSAL_FINISHED = renumbered(
    replace(
        PERSONAL_FILE.latest,
        id="RT-01b",
        name="Gallringen avslutad",
        duty="gallringen vara avslutad",
        limit=EndOfYearAfter(5),
        sense=Sense.BY,
        follows_new_law=True,
        sentence="Gallringen ska vara avslutad senast kalenderåret efter det att gallringsskyldigheten inträdde.",
        note="",
    )
)

NEVER = renumbered(
    TimeLimit(
        id="RT-02",
        name="Bevaras: faderskap, adoption och placerade barn",
        trigger="handlingar hör till en utredning om faderskap, föräldraskap eller adoption, eller till ett barns placering",
        duty="de bevaras",
        limit=WhenAssessed("för alltid"),
        citation="SoL 16 kap. 2 §; LSS 21 d §",
        formerly="äldre SoL (2001:453) 12 kap. 2 §; LSS 21 d §",
        source=f"{SOURCE}; lag (1993:387) om stöd och service till vissa funktionshindrade",
        valid_from=NEW_ACT,
        sentence="Handlingar får inte gallras om de hör till en utredning om faderskap, föräldraskap eller adoption, eller "
        "till att ett barn har placerats i familjehem, stödboende, skyddat boende, hem för vård eller boende, bostad med "
        "särskilt stöd eller annat enskilt hem.",
    )
)

CHILD_INVESTIGATION = only(
    TimeLimit(
        id="RT-03",
        name="Bevaras: utredning till ett barns skydd eller stöd",
        trigger="barnet är fött och en utredning av dess behov av skydd eller stöd har gjorts",
        duty="handlingarna bevaras",
        limit=AtAge(30),
        sense=Sense.FROM,
        follows_new_law=True,
        roll=Roll.NONE,
        citation="SoL 16 kap. 2 a § första stycket",
        source="Socialtjänstlag (2025:400) i lydelse enligt lag (2025:1501); prop. 2025/26:12",
        valid_from=STRONGER_PROTECTION,
        sentence="Handlingar i en utredning av om nämnden behöver ingripa till ett barns skydd eller stöd får inte gallras "
        "förrän barnet har fyllt 30 år.",
        note="Räknas från födelsedagen. Gäller inte ärenden som avslutades före den 15 januari 2026.",
    )
)

REPORT_NOT_OPENED = only(
    TimeLimit(
        id="RT-04",
        name="Gallring: anmälan som inte ledde till utredning",
        trigger="den sista anteckningen har gjorts i ett ärende där utredning inte inleddes",
        duty="handlingarna gallras",
        limit=Years(5),
        sense=Sense.ARISES,
        follows_new_law=True,
        roll=Roll.NONE,
        citation="SoL 16 kap. 2 a § andra stycket",
        source="Socialtjänstlag (2025:400) i lydelse enligt lag (2025:1501); prop. 2025/26:12",
        sentence="Handlingar i ett ärende där utredning inte inleddes ska gallras fem år efter den sista anteckningen.",
        valid_from=STRONGER_PROTECTION,
    )
)

CUSTODY_AGREEMENT = only(
    TimeLimit(
        id="RT-05",
        name="Bevaras: avtal om vårdnad, boende eller umgänge",
        trigger="barnet är fött och nämnden har godkänt ett avtal",
        duty="avtalet bevaras",
        limit=AtAge(18),
        sense=Sense.FROM,
        follows_new_law=True,
        roll=Roll.NONE,
        citation="SoL 16 kap. 3 §",
        source=SOURCE,
        valid_from=NEW_ACT,
        sentence="Avtal om vårdnad, boende eller umgänge som nämnden har godkänt får inte gallras förrän barnet har "
        "fyllt 18 år.",
        note="Räknas från födelsedagen.",
    )
)

RESEARCH_SAMPLE = only(
    TimeLimit(
        id="RT-06",
        name="Bevaras: urval för forskning",
        trigger="en akt annars skulle gallras",
        duty="den bevaras om den hör till urvalet",
        limit=WhenAssessed("för alltid"),
        citation="SoL 16 kap. 4 §; SoF 13 kap. 1 §",
        source=f"{SOURCE}; {ORDINANCE}",
        valid_from=NEW_ACT,
        sentence="För forskningens skull bevaras allt i Östergötlands, Gotlands och Västernorrlands län och i Göteborg, och "
        "i övriga kommuner akter om personer födda den 5, 15 eller 25 i en månad.",
    )
)

PRIVATE_PROVIDER = only(
    TimeLimit(
        id="RT-07",
        name="Gallring hos privat utförare",
        trigger="den sista anteckningen har gjorts i en personakt hos en privat utförare",
        duty="akten gallras, om den inte ska lämnas till nämnden",
        limit=Years(2),
        sense=Sense.ARISES,
        follows_new_law=True,
        roll=Roll.NONE,
        citation="SoL 17 kap. 2–5 §§; LSS 23 c–23 d §§",
        source=f"{SOURCE}; lag (1993:387) om stöd och service till vissa funktionshindrade",
        sentence="En personakt hos en privat utförare ska bevaras och gallras två år efter den sista anteckningen, om den "
        "inte ska lämnas till nämnden.",
        valid_from=NEW_ACT,
        note="Akter om placerade barn och akter i forskningsurvalet lämnas i stället till nämnden (17 kap. 4 och 5 §§).",
    )
)

PROVIDER_LEX_SARAH = only(
    TimeLimit(
        id="RT-08",
        name="Gallring av lex Sarah-handlingar hos privat utförare",
        trigger="den sista anteckningen har gjorts i ett lex Sarah-ärende hos en privat utförare",
        duty="handlingarna gallras",
        limit=Years(5),
        sense=Sense.ARISES,
        follows_new_law=True,
        roll=Roll.NONE,
        citation="SoL 17 kap. 10 §",
        source=SOURCE,
        sentence="Lex Sarah-handlingar hos en privat utförare ska bevaras och gallras fem år efter den sista anteckningen.",
        valid_from=NEW_ACT,
    )
)

MONITORING_DATA = only(
    TimeLimit(
        id="RT-09",
        name="Uppgifter från digital tillsyn",
        trigger="uppgifter har samlats in med digital teknik i hemtjänst eller särskilt boende",
        duty="de tas bort",
        limit=WhenAssessed("när de inte längre behövs för ändamålet"),
        citation="SoLPuL 9 §",
        source="Lag (2001:454) om behandling av personuppgifter inom socialtjänsten",
        valid_from=NEW_ACT,
    )
)

RULES: tuple[Rule, ...] = (
    PERSONAL_FILE,
    DISPOSAL_FINISHED,
    NEVER,
    CHILD_INVESTIGATION,
    REPORT_NOT_OPENED,
    CUSTODY_AGREEMENT,
    RESEARCH_SAMPLE,
    PRIVATE_PROVIDER,
    PROVIDER_LEX_SARAH,
    MONITORING_DATA,
)
