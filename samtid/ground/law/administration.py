"""Handläggning: delay, individual plans, transfer between municipalities, eviction (FL, SoL 10 och 29 kap., LSS)."""

from __future__ import annotations

from datetime import date

from samtid.ground.law.days import Roll
from samtid.ground.law.limits import AtOnce, Days, Months, Weeks, WhenAssessed, Years
from samtid.ground.law.rules import KNOWN_FROM, NEW_ACT, Extension, Rule, Sense, TimeLimit, only, renumbered

SOURCE = "Socialtjänstlag (2025:400), lydelse 2026-07-09"
PROCEDURE_ACT = "Förvaltningslag (2017:900)"
PROCEDURE_ACT_FROM = date(2018, 7, 1)
DISCHARGE_ACT = "Lag (2017:612) om samverkan vid utskrivning från sluten hälso- och sjukvård"
DISCHARGE_ACT_FROM = date(2018, 1, 1)

EVICTION_NOTICE = only(
    TimeLimit(
        id="EV-01",
        name="Underrättelse om avhysning",
        trigger="Kronofogdemyndigheten underrättar om en avhysning",
        duty="socialnämnden bekräfta den, uppge vem som handlägger ärendet och lämna en kopia till den som avhyses",
        limit=Days(0),
        citation="SoF 11 kap. 3 §",
        source="Socialtjänstförordning (2025:468)",
        valid_from=NEW_ACT,
    )
)

MAY_ASK_FOR_DECISION = only(
    TimeLimit(
        id="AD-01b",
        name="Parten får begära att ärendet avgörs",
        trigger="ett ärende som den enskilde har inlett inte har avgjorts",
        duty="parten kunna begära ett avgörande",
        limit=Months(6),
        sense=Sense.FROM,
        roll=Roll.NONE,
        citation="FL 12 § första stycket",
        source=PROCEDURE_ACT,
        valid_from=PROCEDURE_ACT_FROM,
        sentence="Den som själv har inlett ett ärende och inte fått det avgjort inom sex månader får, en gång "
        "under ärendet, skriftligen begära att det avgörs.",
    )
)

DECIDE_ON_REQUEST = only(
    TimeLimit(
        id="AD-01",
        name="Avgöra ett försenat ärende på begäran",
        trigger="en part, efter minst sex månader, har begärt att ärendet avgörs",
        duty="myndigheten avgöra det eller avslå begäran genom ett beslut som får överklagas",
        limit=Weeks(4),
        citation="FL 12 §",
        source=PROCEDURE_ACT,
        valid_from=PROCEDURE_ACT_FROM,
    )
)

NOTIFY_OF_DELAY = only(
    TimeLimit(
        id="AD-02",
        name="Underrättelse om försening",
        trigger="avgörandet bedöms bli väsentligt försenat",
        duty="parten underrättas om det och om skälet",
        limit=WhenAssessed("när förseningen bedöms"),
        citation="FL 11 §",
        source=PROCEDURE_ACT,
        valid_from=PROCEDURE_ACT_FROM,
    )
)

COORDINATED_PLAN = renumbered(
    TimeLimit(
        id="AD-05",
        name="Samordnad individuell plan (SIP)",
        trigger="kommunen eller regionen bedömer att en plan behövs och den enskilde samtycker",
        duty="arbetet med planen påbörjas",
        limit=AtOnce(),
        citation="SoL 10 kap. 8 §; HSL (2017:30) 16 kap. 4 §",
        formerly="äldre SoL (2001:453) 2 kap. 7 §",
        source=f"{SOURCE}; hälso- och sjukvårdslag (2017:30)",
        valid_from=NEW_ACT,
    ),
    was=AtOnce("utan dröjsmål"),
)

DISABILITY_PLAN = only(
    TimeLimit(
        id="AD-06",
        name="Individuell plan enligt LSS",
        trigger="en individuell plan har upprättats",
        duty="den enskilde erbjudas en individuell plan, och planen omprövas",
        limit=Years(1),
        then=Years(1),
        citation="LSS 10 §",
        source="Lag (1993:387) om stöd och service till vissa funktionshindrade",
        valid_from=KNOWN_FROM,
        sentence="I samband med att en insats enligt LSS beviljas ska den enskilde erbjudas en individuell plan. "
        "Planen ska omprövas fortlöpande och minst en gång om året.",
    )
)


def _discharge(rule_id: str, limit: Days, when: str) -> Rule:
    """Payment begins by the hour the hospital's notice was sent; region and municipality may agree otherwise."""
    return only(
        TimeLimit(
            id=rule_id,
            name=f"Betalningsansvar för utskrivningsklar patient, underrättelse {when}",
            trigger=f"sjukhuset {when} har skickat en underrättelse om att patienten är utskrivningsklar",
            duty="kommunen ha ordnat de insatser som behövs",
            limit=limit,
            sense=Sense.ARISES,
            roll=Roll.NONE,
            citation="Lag (2017:612) 5 kap. 4 §",
            source=DISCHARGE_ACT,
            valid_from=DISCHARGE_ACT_FROM,
            sentence=f"Kommunens betalningsansvar inträder {limit.in_words().removeprefix('inom ')} efter det att "
            f"sjukhuset {when} har skickat en underrättelse om att patienten är utskrivningsklar.",
            note="Gäller bara om sjukhuset också har skickat inskrivningsmeddelande och kallat till planering (5 kap. 3 §). "
            "Regionen och kommunen kan ha kommit överens om en annan tidpunkt (4 kap. 5 §).",
        )
    )


HOSPITAL_DISCHARGE = _discharge("AD-07", Days(3), "före kl. 12")
HOSPITAL_DISCHARGE_AFTERNOON = _discharge("AD-07b", Days(4), "efter kl. 12")

ANSWER_TRANSFER = renumbered(
    TimeLimit(
        id="TR-01",
        name="Svar på begäran om överflyttning av ärende",
        trigger="en annan kommun skriftligen begär att ett ärende flyttas över",
        duty="kommunen skriftligen meddela sin inställning",
        limit=AtOnce(),
        citation="SoL 29 kap. 10 §",
        formerly="äldre SoL (2001:453) 2 a kap. 10 §",
        source=SOURCE,
        valid_from=NEW_ACT,
    ),
    was=AtOnce("utan dröjsmål"),
)

TRANSFER_TO_INSPECTORATE = renumbered(
    TimeLimit(
        id="TR-01b",
        name="Överflyttning får prövas av IVO",
        trigger="en begäran om överflyttning inte har besvarats",
        duty="kommunen kunna gå till IVO",
        limit=Months(1),
        sense=Sense.FROM,
        roll=Roll.NONE,
        citation="SoL 29 kap. 11 §",
        formerly="äldre SoL (2001:453) 2 a kap. 11 §",
        source=SOURCE,
        valid_from=NEW_ACT,
        sentence="Den kommun som inte inom en månad har fått svar på en begäran om överflyttning får ansöka hos IVO.",
    )
)

INSPECTORATE_DECIDES_TRANSFER = renumbered(
    TimeLimit(
        id="TR-02",
        name="IVO:s beslut om överflyttning",
        trigger="en ansökan om överflyttning har kommit in till IVO",
        duty="IVO besluta",
        limit=Months(3),
        extension=Extension("IVO", "om det finns särskilda skäl"),
        citation="SoL 29 kap. 11 §",
        formerly="äldre SoL (2001:453) 2 a kap. 11 §",
        source=SOURCE,
        valid_from=NEW_ACT,
    )
)

RULES: tuple[Rule, ...] = (
    EVICTION_NOTICE,
    DECIDE_ON_REQUEST,
    MAY_ASK_FOR_DECISION,
    NOTIFY_OF_DELAY,
    COORDINATED_PLAN,
    DISABILITY_PLAN,
    HOSPITAL_DISCHARGE,
    HOSPITAL_DISCHARGE_AFTERNOON,
    ANSWER_TRANSFER,
    TRANSFER_TO_INSPECTORATE,
    INSPECTORATE_DECIDES_TRANSFER,
)
