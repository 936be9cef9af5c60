"""Vad lagen säger om avgifter. Pure functions: facts and the municipality's terms in, lines or reasons out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import floor

from samtid.base.organisation import roles
from samtid.base.organisation.verbs import Verb
from samtid.ground.law import fees
from samtid.ground.law.fees import Rounding
from samtid.ground.reasons import Obstacle, refuse_if

from ..words import Household, Income, Part, Step, Supplement, Turn, Unstated, Whose
from .values import Adjustment as Adjustment
from .values import Count as Count
from .values import Facts as Facts
from .values import IncomeFact as IncomeFact
from .values import Line as Line
from .values import Tariff as Tariff
from .values import Terms as Terms
from .values import whole_ore as whole_ore

HANDLES = Verb(
    roles.RECEIVES_CASES,
    "Avgiften räknas av den som handlägger ärendet.",
    fees.FEES,
    "handläggaren eller enhetschefen",
)
MAY: dict[str, Verb] = dict.fromkeys(("note_basis", "count", "recount_year"), HANDLES)

# What the fee can be taken for, of the catalogue, and under which highest amount.
CHARGED: dict[str, tuple[Part, ...]] = {
    **dict.fromkeys(
        ("home_care_personal", "home_care_service", "safety_alarm", "day_care", "short_stay"), (Part.CARE,)
    ),
    "special_housing": (Part.CARE, Part.HOUSING),
}
SHORT_REASON = 10  # signs: a word is no reason
MOST = 10_000_000  # kronor a month or year: a slip of the hand before it is an income
PARTNERS = ", maken eller makan"
JOINT = "Makarnas inkomster tillsammans"
PRACTICE = "praxis, inte lagtext"
OWN_RULE = "kommunens egen regel"


def obstacles_to_facts(facts: Facts, terms: Terms) -> list[Obstacle]:
    """What is missing or cannot be right. What the municipality has not decided is refused, never guessed."""
    found = [*_of_tariffs(facts), *_of_adjustments(facts, terms)]
    if facts.unstated:
        if terms.unstated is None:
            found.append(undecided("Avgift när inkomsten inte är känd", fees.BASE, "unstated"))
        if facts.incomes:
            text = "Ta bort inkomsterna, eller kryssa inte för att uppgifter saknas."
            found.append(Obstacle(text, field="unstated"))
        return found
    found += _of_incomes(facts, terms)
    if facts.housing is None:
        found.append(
            Obstacle("Skriv boendekostnaden, 0 om det inte finns någon.", fees.RESERVED, field="housing")
        )
    elif not 0 <= facts.housing <= MOST:
        found.append(Obstacle("Boendekostnaden kan inte stämma.", field="housing"))
    if facts.household.has_partner and len(facts.partner_note.strip()) < SHORT_REASON:
        text = "Skriv hur ni har sett till att maken, makan eller sambon inte får det oskäligt sämre."
        found.append(Obstacle(text, fees.RESERVED, field="partner_note"))
    return found


def undecided(name: str, law: str, where: str) -> Obstacle:
    """The municipality has not said what its own rule is."""
    text = f"Kommunens värde «{name}» är inte bestämt. Systemförvaltaren lägger in det under Organisationen, Värden."
    return Obstacle(text, law, field=where)


def _of_incomes(facts: Facts, terms: Terms) -> list[Obstacle]:
    found = []
    if not facts.of(Whose.OWN):
        text = "Skriv minst en inkomst, 0 om det inte finns någon, eller kryssa för att uppgifter saknas."
        found.append(Obstacle(text, fees.BASE, field="income_1_amount"))
    partners = facts.of(Whose.PARTNER)
    if facts.household.is_married and not partners:
        text = "Skriv makens eller makans inkomst, 0 om det inte finns någon: inkomsterna läggs ihop och delas lika."
        found.append(Obstacle(text, fees.BASE, field="household"))
    if not facts.household.is_married and partners:
        text = "Bara makars inkomster läggs ihop. Ta bort den andras inkomst, eller ändra hushållet."
        found.append(Obstacle(text, fees.BASE, field="household"))
    if any(not 0 <= one.amount <= MOST for one in facts.incomes):
        found.append(Obstacle("Ett av beloppen kan inte stämma.", field="income_1_amount"))
    if supplement_of(facts) > 0 and terms.supplement is None:
        found.append(undecided("Så räknas bostadstillägg", fees.BASE, "income_1_kind"))
    return found


def tariff_field(code: str, part: Part) -> str:
    """What the form calls the amount of a service."""
    return f"tariff_{code}_{part}"


def _of_tariffs(facts: Facts) -> list[Obstacle]:
    found = []
    for one in facts.tariffs:
        where = tariff_field(one.code, one.part)
        if not 0 <= one.amount <= MOST:
            found.append(Obstacle("Beloppet enligt taxan kan inte stämma.", fees.FEES, field=where))
        elif one.self_cost is not None and one.amount > one.self_cost:
            text = f"Avgiften får inte vara högre än vad insatsen kostar kommunen, {one.self_cost} kronor i månaden."
            found.append(Obstacle(text, fees.FEES, field=where))
    return found


def _of_adjustments(facts: Facts, terms: Terms) -> list[Obstacle]:
    found = []
    for number, one in enumerate(facts.adjustments, start=1):
        if not 0 < one.amount <= MOST:
            text = "Skriv hur många kronor i månaden minimibeloppet ändras."
            found.append(Obstacle(text, fees.CHANGED_MINIMUM, field=f"adjustment_{number}_amount"))
        if len(one.reason.strip()) < SHORT_REASON:
            text = "Skriv varför minimibeloppet ändras, så att den enskilde förstår."
            found.append(Obstacle(text, fees.CHANGED_MINIMUM, field=f"adjustment_{number}_reason"))
    if not found and changed_minimum(facts, terms) < 0:
        text = "Minimibeloppet kan inte sänkas till mindre än ingenting."
        found.append(Obstacle(text, fees.CHANGED_MINIMUM, field="adjustment_1_amount"))
    return found


def supplement_of(facts: Facts) -> Fraction:
    """Ordinary housing supplement per month, all that the home has."""
    return sum((one.monthly for one in facts.incomes if one.kind is Income.SUPPLEMENT), Fraction(0))


def changed_minimum(facts: Facts, terms: Terms) -> Fraction:
    """The minimum amount after what raises and lowers it."""
    signed = (one.amount if one.turn is Turn.RAISE else -one.amount for one in facts.adjustments)
    return terms.minimum(facts.household) + sum(signed, Fraction(0))


def count(facts: Facts, terms: Terms) -> Count:
    """The fee per month. Raises ``NotYet`` when anything is missing."""
    refuse_if(obstacles_to_facts(facts, terms))
    tariff, lines = _tariff(facts, terms)
    if facts.unstated:
        return _without_incomes(tariff, lines, terms)
    base, base_lines = _base(facts, terms)
    reserved, reserved_lines = _reserved(facts, terms)
    room = max(base - reserved, Fraction(0))
    fee = floor(min(tariff, room))
    said = "Det som är kvar att ta avgift av: underlaget minus förbehållsbeloppet"
    if base < reserved:
        said += ", aldrig mindre än noll"
    lines += [*base_lines, *reserved_lines, Line(Step.FEE, said, room, fees.RESERVED)]
    least = "det som är kvar" if room < tariff else "taxan, högst den högsta avgiften"
    lines.append(
        Line(Step.FEE, f"Avgift per månad: {least}, i hela kronor nedåt", Fraction(fee), fees.FEES, True)
    )
    return Count(fee, tuple(lines))


def _without_incomes(tariff: Fraction, lines: list[Line], terms: Terms) -> Count:
    assert terms.unstated is not None
    fee = floor(tariff) if terms.unstated is Unstated.FULL else 0
    said = f"Avgift per månad, utan uppgift om inkomst. {terms.unstated.label}"
    return Count(fee, (*lines, Line(Step.FEE, said, Fraction(fee), fees.FEES, True, OWN_RULE)))


def _tariff(facts: Facts, terms: Terms) -> tuple[Fraction, list[Line]]:
    """What the municipality would take, no more than the highest of each part."""
    lines, whole = [], Fraction(0)
    highest = {
        Part.CARE: (terms.highest_care, "Högsta avgift för hemtjänst, dagverksamhet och hälso- och sjukvård"),
        Part.HOUSING: (terms.highest_housing, "Högsta avgift för bostad"),
    }
    for part, (most, said) in highest.items():
        mine = [one for one in facts.tariffs if one.part is part]
        if not mine:
            continue
        lines += [Line(Step.TARIFF, one.what, one.amount, fees.FEES) for one in mine]
        wanted = sum((one.amount for one in mine), Fraction(0))
        law = fees.HIGHEST_CARE if part is Part.CARE else fees.HIGHEST_HOUSING
        lines.append(Line(Step.TARIFF, said, Fraction(most), law, note=_of_base(terms)))
        whole += min(wanted, Fraction(most))
    lines.append(Line(Step.TARIFF, "Avgift före prövning av inkomsten", whole, fees.FEES, True))
    return whole, lines


def _of_base(terms: Terms) -> str:
    kronor = f"{terms.base.kronor:,}".replace(",", " ")
    said = f"prisbasbeloppet {terms.base.year} är {kronor} kronor"
    return said if terms.rounding is Rounding.STRICT else f"{said}, avrundat till närmaste krona ({OWN_RULE})"


def _base(facts: Facts, terms: Terms) -> tuple[Fraction, list[Line]]:
    lines, whole = [], Fraction(0)
    for one in facts.incomes:
        if one.kind is Income.SUPPLEMENT and terms.supplement is Supplement.HOUSING:
            continue
        mark = OWN_RULE if one.kind is Income.SUPPLEMENT else ""
        whose = "" if one.whose is Whose.OWN else PARTNERS
        lines.append(Line(Step.INCOME, f"{one.kind.label}{whose}", one.monthly, fees.BASE, note=mark))
        whole += one.monthly
    said = "Avgiftsunderlag per månad"
    if facts.household.is_married:
        lines.append(Line(Step.INCOME, JOINT, whole, fees.BASE))
        whole, said = whole_ore(whole / 2), "Avgiftsunderlag per månad: hälften av makarnas inkomster"
    lines.append(Line(Step.INCOME, said, whole, fees.BASE, True))
    return whole, lines


def _reserved(facts: Facts, terms: Terms) -> tuple[Fraction, list[Line]]:
    assert facts.housing is not None
    least = Fraction(terms.minimum(facts.household))
    what = "var och en av makar och sambor" if facts.household.shares_home else "ensamstående"
    mark = PRACTICE if facts.household is Household.APART else _of_base(terms)
    lines = [Line(Step.RESERVED, f"Minimibelopp, {what}", least, fees.MINIMUM, note=mark)]
    for one in facts.adjustments:
        amount = one.amount if one.turn is Turn.RAISE else -one.amount
        said = f"Minimibeloppet {one.turn.label.lower()}: {one.reason.strip()}"
        lines.append(Line(Step.RESERVED, said, amount, fees.CHANGED_MINIMUM))
    home, home_lines = _home(facts, terms)
    whole = changed_minimum(facts, terms) + home
    end = Line(
        Step.RESERVED, "Förbehållsbelopp: det du har rätt att behålla", whole, fees.RESERVED, is_sum=True
    )
    return whole, [*lines, *home_lines, end]


def _home(facts: Facts, terms: Terms) -> tuple[Fraction, list[Line]]:
    """The real cost of the home. One that is paid by the fee for housing is not kept beside it (32:7)."""
    assert facts.housing is not None
    if any(one.part is Part.HOUSING and one.amount for one in facts.tariffs):
        said = "Boendekostnad: läggs inte till, eftersom bostaden ingår i avgiften"
        return Fraction(0), [Line(Step.RESERVED, said, Fraction(0), fees.RESERVED)]
    cost, mark = facts.housing, ""
    # in two homes the other's supplement is for the other home
    mine = facts if facts.household.shares_home else replace(facts, incomes=tuple(facts.of(Whose.OWN)))
    supplement = supplement_of(mine) if terms.supplement is Supplement.HOUSING else Fraction(0)
    said = "Boendekostnad"
    if supplement:
        cost, mark, said = max(cost - supplement, Fraction(0)), OWN_RULE, "Boendekostnad efter bostadstillägg"
    if facts.household.shares_home:
        # a half öre is kept by the person: upwards
        cost, said = -whole_ore(-cost / 2), f"{said}: hälften var"
    return cost, [Line(Step.RESERVED, said, cost, fees.RESERVED, note=mark)]


def obstacles_to_counting(
    *,
    has_services: bool,
    has_decision: bool,
    is_closed: bool,
    valid_from: date,
    changed_on: date,
    on: date,
    begins: date | None,
) -> list[Obstacle]:
    """What stands in the way of a draft decision: nothing to pay for, or a day that cannot be right.

    ``begins`` is when the first of the services begins; ``has_decision`` that a fee is in force, and can be ended.
    """
    if is_closed:
        return [Obstacle("Ärendet är avslutat.")]
    found = []
    if not has_services and not has_decision:
        found.append(
            Obstacle(
                "Ingen insats som kommunen tar avgift för pågår i ärendet.", fees.FEES, field="changed_on"
            )
        )
    if begins is not None and changed_on < begins and not has_decision:
        text = f"Ingen avgift tas ut för tid före insatsen, som börjar {begins.isoformat()}."
        found.append(Obstacle(text, fees.FEES, field="changed_on"))
    if abs((valid_from - on).days) > 366:
        text = "Det är mer än ett år bort: kontrollera dagen."
        found.append(Obstacle(text, fees.CHANGE, field="changed_on"))
    return found


# The reasons may be left out where that protects somebody (FL 32 § andra stycket).
NOT_TOLD = "inkomsten räcker till hela avgiften; hur den har räknats lämnas inte ut"


def without_partner(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines where somebody is protected: of a couple only what both have together, neither's own beside it.

    The one who pays knows her own, and reckons the other's from the sum. Where the tariff decides, no sum is needed and none
    is told, nor the home's cost after what both have for it; where the income does, the fee itself is half of it (32:5).
    """
    if not any(one.text == JOINT or one.text.endswith(PARTNERS) for one in lines):
        return tuple(lines)
    tariff = next((one.amount for one in lines if one.step is Step.TARIFF and one.is_sum), None)
    room = next((one for one in lines if one.step is Step.FEE and not one.is_sum), None)
    if tariff is not None and room is not None and room.amount >= tariff:
        ones_own = (fees.MINIMUM, fees.CHANGED_MINIMUM)
        hidden = (Step.INCOME, Step.RESERVED)
        shown = [one for one in lines if one is not room and (one.step not in hidden or one.law in ones_own)]
        return (*shown[:-1], replace(shown[-1], note=NOT_TOLD))
    sums = [one for one in lines if one.step is Step.INCOME][-2:]
    return tuple(one for one in lines if one.step is not Step.INCOME or one in sums)


def sections(lines: Iterable[Line]) -> list[tuple[Step, list[Line]]]:
    """The lines under the heading of their step, in the order of the calculation."""
    rows: Sequence[Line] = tuple(lines)
    return [(step, mine) for step in Step if (mine := [one for one in rows if one.step is step])]
