"""Kommunens egna värden: where law names no number, the municipality decides one, dated, within what the law allows.

Nothing here is read by the program as a number in force: ``begins_with`` is what a new system starts from, until two
persons have decided another. What is in force on a day comes in as an argument (organisation.queries.value).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from samtid.ground.law.appeals import FORWARD_APPEAL_PRACTICE
from samtid.ground.law.children import PROTECTION_ASSESSMENT
from samtid.ground.law.fees_own import FEES
from samtid.ground.law.limits import Days, Limit, Months, YearlyDate
from samtid.ground.law.own import Measure, Own, OwnValue
from samtid.ground.law.quality import COMPLETE_MISCONDUCT_INVESTIGATION
from samtid.ground.law.rules import Rule
from samtid.ground.law.statistics import PLACEMENTS_YEARLY
from samtid.ground.reasons import NotYet, Obstacle

KEYS = "SoLPuL 10 §"
WORK = "AML 3 kap. 2 §"  # the employer prevents ill health, too much to do included (AFS 2023:2)


def _weight(begins_with: int) -> OwnValue:
    return OwnValue(
        measure=Measure.POINTS,
        begins_with=begins_with,
        least=1,
        most=100,
        says="Vad ett öppet ärende av det slaget väger i handläggarens belastning. Ett planeringstal, ingen lag.",
        law=WORK,
        beyond="Taket är i poäng: ett ärende kan inte väga mer än allt man hinner.",
    )


OWN: dict[Own, OwnValue] = {
    Own.LATE_HOUR: OwnValue(
        measure=Measure.HOUR,
        begins_with=16,
        least=12,
        most=23,
        says="Skyddsbedömningen av en anmälan som kommer in efter klockslaget får göras dagen efter.",
        law=PROTECTION_ASSESSMENT.citation,
        beyond="Bedömningen ska göras genast: det som kommer in före klockan 12 kommer inte in sent.",
        rule=PROTECTION_ASSESSMENT,
    ),
    Own.QUESTION_ANSWER: OwnValue(
        measure=Measure.WEEKDAYS,
        begins_with=2,
        least=1,
        most=10,
        says="Dagen då en fråga från den öppna ingången ska vara besvarad, och löftet som står där.",
        law="FL 6 §",
        beyond="Hjälp ska ges utan onödigt dröjsmål.",
    ),
    Own.COMMUNICATION_ANSWER: OwnValue(
        measure=Measure.DAYS,
        begins_with=14,
        least=1,
        most=60,
        says="Dagen som föreslås när underlaget kommuniceras. Handläggaren kan välja en annan.",
        law="FL 25 §",
        beyond="Den enskilde ska få tid att svara, och ärendet får inte dra ut på tiden (FL 9 §).",
    ),
    Own.FOLLOW_UP: OwnValue(
        measure=Measure.MONTHS,
        begins_with=12,
        least=1,
        most=24,
        says="En uppföljning får inte läggas längre fram än så.",
        law="SoL 5 kap. 2 §",
        beyond="Kvaliteten ska följas fortlöpande: längre än två år är inte det.",
    ),
    Own.APPEAL_FORWARD: OwnValue(
        measure=Measure.DAYS,
        begins_with=7,
        least=1,
        most=7,
        says="Fristen på Min dag från att ett överklagande kom in tills det är överlämnat till domstolen.",
        law="FL 46 §",
        beyond="Skyndsamt brukar läsas som ungefär en vecka: kortare går, längre inte.",
        rule=FORWARD_APPEAL_PRACTICE,
    ),
    Own.PROTECTION_ANSWER: OwnValue(
        measure=Measure.DAYS,
        begins_with=7,
        least=1,
        most=14,
        says="Hur länge en annan enhet har på sig att svara på om ett skydd ska sänkas.",
        law="FL 9 §",
        beyond="Ett ärende ska handläggas så snabbt som möjligt.",
    ),
    Own.KEY_USUAL: OwnValue(
        measure=Measure.DAYS,
        begins_with=90,
        least=1,
        most=366,
        says="En nyckel som ges utan sista dag upphör efter så lång tid.",
        law=KEYS,
        beyond="Ingen ska ha åtkomst längre än arbetet kräver: högst ett år, sedan prövas det igen.",
    ),
    Own.KEY_LONGEST: OwnValue(
        measure=Measure.DAYS,
        begins_with=366,
        least=1,
        most=366,
        says="Ingen kan ge en nyckel som gäller längre.",
        law=KEYS,
        beyond="Ingen ska ha åtkomst längre än arbetet kräver: högst ett år, sedan prövas det igen.",
    ),
    Own.KEY_IDLE: OwnValue(
        measure=Measure.DAYS,
        begins_with=60,
        least=14,
        most=180,
        says="En nyckel som ingen har arbetat med på så länge visas för chefen, som kan ta tillbaka den.",
        law=KEYS,
        beyond="Ingen ska ha åtkomst längre än arbetet kräver.",
    ),
    Own.KEY_AFTER_CLOSING: OwnValue(
        measure=Measure.DAYS,
        begins_with=90,
        least=0,
        most=366,
        says="Handläggarens nyckel till ett avslutat ärende upphör efter så lång tid.",
        law=KEYS,
        beyond="Ingen ska ha åtkomst längre än arbetet kräver: högst ett år, sedan prövas det igen.",
    ),
    Own.LEX_SARAH: OwnValue(
        measure=Measure.MONTHS,
        begins_with=2,
        least=1,
        most=6,
        says="Dagen då en utredning enligt lex Sarah ska vara klar, räknat från rapporten.",
        law="SOSFS 2011:5",
        beyond="Utredningen ska bedrivas skyndsamt.",
        rule=COMPLETE_MISCONDUCT_INVESTIGATION,
    ),
    Own.IDEA_ANSWER: OwnValue(
        measure=Measure.DAYS,
        begins_with=14,
        least=1,
        most=60,
        says="Löftet om svar på det som var svårt och på förslag, från medarbetare och från alla andra. Det mäts och visas.",
        law="SoL 5 kap. 2 §",
        beyond="Kvaliteten ska utvecklas fortlöpande: den som väntar längre på svar säger inget mer.",
    ),
    Own.DEVIATION_ANSWER: OwnValue(
        measure=Measure.DAYS,
        begins_with=30,
        least=1,
        most=90,
        says="Dagen då den som rapporterade en avvikelse, ett klagomål eller en händelse i arbetsmiljön ska ha fått återkoppling.",
        law="SoL 5 kap. 1 §",
        beyond="Den som inte hör något rapporterar inte nästa gång.",
    ),
    Own.DAILY_REST: OwnValue(
        measure=Measure.HOURS,
        begins_with=11,
        least=9,
        most=12,
        says="Så lång vila i följd ryms i varje dygn. Elva timmar är lagens tal: skriv in ett annat bara om ert kollektivavtal säger det.",
        law="ATL 3, 13 §§",
        beyond="Ett kollektivavtal får gå ifrån elva timmar, men vilan ska ersättas. Kontrollera avtalet: vi har inte läst det.",
    ),
    Own.WEEKLY_REST: OwnValue(
        measure=Measure.HOURS,
        begins_with=36,
        least=24,
        most=48,
        says="Så lång vila i följd ryms i varje vecka. Trettiosex timmar är lagens tal: ett annat bara om ert kollektivavtal säger det.",
        law="ATL 3, 14 §§",
        beyond="Ett kollektivavtal får gå ifrån trettiosex timmar. Kontrollera avtalet: vi har inte läst det.",
    ),
    Own.WORKING_WEEKS: OwnValue(
        measure=Measure.WEEKS,
        begins_with=4,
        least=1,
        most=17,
        says="Den sammanlagda arbetstiden får vara högst 48 timmar i veckan i snitt på så många veckor.",
        law="ATL 10 b §",
        beyond="Högst fyra månader, om inget kollektivavtal säger annat.",
    ),
    Own.PLAN_LEEWAY: OwnValue(
        measure=Measure.MINUTES,
        begins_with=30,
        least=0,
        most=120,
        says="Ett förslag flyttar inget besök längre än så från den tid som är sagd. Talet är vårt antagande: bestäm ert eget.",
        law="SoL 10 kap. 4 §",
        beyond="Den enskilde ska vara med och bestämma när hjälpen ges: längre än så är en ny överenskommelse.",
    ),
    Own.TRAVEL_MINUTES: OwnValue(
        measure=Measure.MINUTES,
        begins_with=8,
        least=0,
        most=90,
        says="Så lång tid räknas mellan två besök hos olika personer, tills lägen finns. Talet är vårt antagande: mät ert eget.",
        law="SoL 5 kap. 1 §",
        beyond="Längre väg än så är en resa som planeras för sig.",
    ),
    Own.LOAD_CEILING: OwnValue(
        measure=Measure.POINTS,
        begins_with=100,
        least=10,
        most=1000,
        says="Så många poäng har en handläggare som mest. Den som har mer syns för sin chef, som gör något åt det.",
        law=WORK,
        beyond="Arbetsgivaren ska förebygga att någon har för mycket att göra.",
    ),
    Own.LOAD_NEW_SHARE: OwnValue(
        measure=Measure.PERCENT,
        begins_with=60,
        least=10,
        most=100,
        says="Den som är ny har den här delen av taket.",
        law=WORK,
        beyond="En ny kollega ska hinna lära sig arbetet.",
    ),
    Own.LOAD_NEW_MONTHS: OwnValue(
        measure=Measure.MONTHS,
        begins_with=12,
        least=1,
        most=36,
        says="Så länge efter sin första dag räknas en kollega som ny.",
        law=WORK,
        beyond="Längre än tre år är ingen ny.",
    ),
    # what is often said of how many one can have at once, of a hundred points: a dozen of children's investigations,
    # thirty of adults', fifty to ninety of assistance, about a hundred of the elderly and LSS (domain/law.md 8.1)
    Own.WEIGHT_CHILD: _weight(8),
    Own.WEIGHT_SUPPORT: _weight(4),
    Own.WEIGHT_MONEY: _weight(2),
    Own.WEIGHT_VIOLENCE: _weight(8),
    Own.WEIGHT_DISABILITY: _weight(1),
    Own.WEIGHT_ELDERLY: _weight(1),
    Own.WEIGHT_SUBSTANCE: _weight(3),
    Own.CHILD_VISIT: OwnValue(
        measure=Measure.DAYS,
        begins_with=90,
        least=7,
        most=183,
        says="Dagen då barnets socialsekreterare senast ska ha besökt barnet, räknat från förra besöket. Lagen säger regelbundet.",
        law="SoL 22 kap. 12 §",
        beyond="Barnet ska besökas regelbundet: mer sällan än två gånger om året är inte det.",
    ),
    Own.CARE_PLAN: OwnValue(
        measure=Measure.DAYS,
        begins_with=14,
        least=1,
        most=90,
        says="Dagen då en insats i hemmet senast ska ha en antagen genomförandeplan, räknat från att den började. Talet är vårt antagande.",
        law="SoL 10 kap. 4 §",
        beyond="Den enskilde ska vara med och bestämma hur hjälpen ges, också från början.",
    ),
    Own.ORDER_SEEN: OwnValue(
        measure=Measure.DAYS,
        begins_with=2,
        least=1,
        most=14,
        says="Så många dagar får en beställning ligga osedd innan utförarens chef ser den. Efter dubbla tiden ser den som beställde det. Talet är vårt antagande.",
        law="SoL 34 kap. 1 §",
        beyond="Beslutet ska verkställas utan oskäligt dröjsmål: en osedd beställning är inte på väg.",
    ),
    **FEES,
    Own.PLACEMENT_STATISTICS: OwnValue(
        measure=Measure.YEARLY,
        begins_with=None,
        least=101,
        most=1231,
        says="Dagen är inte känd för oss: skriv in den som Socialstyrelsen har sagt. Samtid bevakar den inte än.",
        law="HSLF-FS 2016:3",
        beyond="Uppgifterna lämnas en gång om året.",
        rule=PLACEMENTS_YEARLY,
    ),
}


def missing(own: Own, on: date) -> NotYet:
    """Nobody has said the value for that day: it is refused, not guessed."""
    text = (
        f"Kommunens värde «{own.label}» är inte bestämt för {on.isoformat()}. "
        "Systemförvaltaren lägger in det under Organisationen, Värden."
    )
    return NotYet([Obstacle(text, OWN[own].law)])


def obstacles_to_value(own: Own, number: int, others: Mapping[Own, int]) -> list[Obstacle]:
    """What law and sense say about a new number. ``others`` are the values in force on its first day."""
    known = OWN[own]
    if known.measure is Measure.YEARLY and not _is_a_day(number):
        return [Obstacle("Skriv månad och dag, till exempel 0301 för 1 mars.", field="number")]
    if not known.least <= number <= known.most:
        edge = known.least if number < known.least else known.most
        word = "Minst" if number < known.least else "Högst"
        said = f"{word} {known.in_words(edge)}".replace("Minst från", "Tidigast").replace(
            "Högst från", "Senast"
        )
        return [Obstacle(f"{said}. {known.beyond}", known.law, field="number")]
    longest, usual = others.get(Own.KEY_LONGEST), others.get(Own.KEY_USUAL)
    if own is Own.KEY_USUAL and longest is not None and number > longest:
        text = f"Ingen nyckel får gälla längre än {longest} dagar. Ändra den längsta tiden först."
        return [Obstacle(text, KEYS, field="number")]
    if own is Own.KEY_LONGEST and usual is not None and number < usual:
        text = f"En nyckel gäller {usual} dagar när ingen annan tid sägs. Ändra det först."
        return [Obstacle(text, KEYS, field="number")]
    return []


def counted(rule: Rule, own: Own, number: int) -> Rule:
    """The rule with the municipality's number in the place of what we remember."""
    measure = OWN[own].measure
    limit: Limit = Months(number) if measure is Measure.MONTHS else Days(number)
    if measure is Measure.YEARLY:
        limit = YearlyDate(number // 100, number % 100)
    return Rule(tuple(replace(version, limit=limit) for version in rule.versions))


def own_of(rule_id: str) -> Own | None:
    """The value that a rule on the law pages leaves to the municipality; None where the law says it all."""
    return next(
        (own for own, known in OWN.items() if known.rule is not None and known.rule.id == rule_id), None
    )


def _is_a_day(number: int) -> bool:
    try:
        date(2028, number // 100, number % 100)
    except ValueError:
        return False
    return number != 229
