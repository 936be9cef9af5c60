"""Vad som kan göras med en avgift: note the basis, count the fee into a draft decision, count a year's fees anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.db import IntegrityError, connection, transaction

from samtid.base.dossier.actions import record
from samtid.base.dossier.models import Case
from samtid.base.dossier.versions import Overtaken
from samtid.base.look.swedish import number
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import DecisionKind
from samtid.ground.law import fees
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet, Obstacle, refuse_if
from samtid.steps.decisions import actions as deciding
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.words import DecisionOutcome, Per
from samtid.steps.investigations.words import Basis

from . import queries, rules, told, words
from .models import FeeBasis, FeeDecision

MOST_AT_ONCE = 50  # drafts that one press makes: a letter each, within the patience of a page


@transaction.atomic
@only(rules.MAY)
def note_basis(
    case: Case,
    facts: rules.Facts,
    changed_on: date,
    *,
    why: str = "",
    seen: int | None = None,
    by: Staff,
    at: datetime,
) -> FeeBasis:
    """Notes what is known of income, home and household. What stood is kept; a draft that rests on it is counted anew.

    ``seen`` is how many there were when the writer began: of two who write at once the second is told.
    """
    _alone(case)
    now, on = queries.standing(by, case), swedish_day(at)
    if seen is not None and seen != now.version:
        raise Overtaken(now)
    month = fees.holds_from(changed_on)
    refuse_if(_obstacles(case, changed_on, month, on, by) + _of_why(now.version, why))
    refuse_if(rules.obstacles_to_facts(facts, queries.terms(month)))
    try:
        with transaction.atomic():
            basis = FeeBasis.objects.create(
                case=case,
                number=now.version + 1,
                changed_on=changed_on,
                household=str(facts.household),
                housing=None if facts.housing is None else _decimal(facts.housing),
                unstated=facts.unstated,
                partner_note=facts.partner_note.strip(),
                why=why.strip() if now.version else "",
                noted_by=by,
                noted_at=at,
                **told.rows_of(facts),
            )
    except IntegrityError:
        raise Overtaken(queries.standing(by, case)) from None
    record(case, words.Event.CORRECTED if now.version else words.Event.BASIS, by=by, at=at, law=fees.BASE)
    if queries.draft(by, case) is not None:
        _count(case, basis, month, _reasons(basis), by=by, at=at)
    return basis


@transaction.atomic
@only(rules.MAY)
def count(case: Case, *, by: Staff, at: datetime) -> Decision:
    """Counts the fee by the latest basis into a draft decision, or into the draft there is."""
    _alone(case)
    basis, on = queries.bases(by, case).first(), swedish_day(at)
    if basis is None:
        raise NotYet([Obstacle("Skriv avgiftsunderlaget först.", fees.BASE)])
    month = fees.holds_from(basis.changed_on)
    refuse_if(_obstacles(case, basis.changed_on, month, on, by))
    if queries.draft(by, case) is None and queries.is_decided(by, basis):
        raise NotYet([Obstacle("Avgiften är redan beslutad efter det här underlaget.", fees.CHANGE)])
    return _count(case, basis, month, _reasons(basis), by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def recount_year(*, by: Staff, at: datetime) -> list[Decision]:
    """Counts each fee by the new year's price base, into drafts. The persons are told, and need not be heard first (32:10)."""
    on = swedish_day(at)
    waiting, made = queries.to_recount(by, on)[:MOST_AT_ONCE], []
    first = date(queries.year_ahead(on), 1, 1)
    refuse_if([] if waiting else [Obstacle("Alla avgifter är räknade efter årets prisbasbelopp.")])
    base = queries.terms(first).base
    left: list[Obstacle] = []
    for one in waiting:
        case, basis, who = one.decision.case, one.count.basis, one.decision.case.dossier.person.name
        newest = queries.bases(by, case).first()
        if newest is None or newest.pk != basis.pk:
            # another month, and 32:10 says that it may need to be heard: not by the price base alone
            left.append(
                Obstacle(f"{who}: det finns ett nyare underlag. Räkna den avgiften för sig.", fees.CHANGE)
            )
            continue
        reasons = (
            f"Prisbasbeloppet för {base.year} är {number(base.kronor)} kronor. Därför ändras den högsta avgiften och det du har rätt "
            f"att behålla. {_reasons(basis)} En sådan ändring görs utan att du får yttra dig först."
        )
        try:
            with transaction.atomic():
                _alone(case)
                # the new price base holds from its first month, however late the button is pressed
                drawn = _count(case, basis, first, reasons, by=by, at=at)
                if first < on.replace(day=1) and (drawn.amount or 0) > (one.decision.amount or 0):
                    raise NotYet([Obstacle("Avgiften skulle höjas bakåt. Räkna den för sig.", fees.CHANGE)])
                made.append(drawn)
        except NotYet as why:
            left += [replace(found, text=f"{who}: {found.text}", field="") for found in why.obstacles]
    refuse_if([] if made else left)
    return made


def _alone(case: Case) -> None:
    """One at a time for a case, until the transaction ends: of two at once the second finds what the first has done."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 103))", [str(case.pk)])


def _obstacles(case: Case, changed_on: date, month: date, on: date, by: Staff) -> list[Obstacle]:
    given = queries.charged(by, case)
    other = queries.elsewhere(by, case, max(on, month))
    if other is not None:
        text = f"Avgiften räknas i ärende {other.number}: den högsta avgiften gäller allt tillsammans."
        return [Obstacle(text, fees.HIGHEST_CARE)]
    return rules.obstacles_to_counting(
        has_services=bool(given),
        has_decision=queries.in_force(by, case, max(on, month)) is not None,
        is_closed=case.closed_at is not None,
        valid_from=month,
        changed_on=changed_on,
        on=on,
        begins=min((one.began_on or one.starts_on for one in given), default=None),
    )


def _of_why(already: int, why: str) -> list[Obstacle]:
    if not already or len(why.strip()) >= rules.SHORT_REASON:
        return []
    text = "Skriv varför underlaget skrivs om: ändrad inkomst, rättad uppgift eller något annat."
    return [Obstacle(text, fees.CHANGE, field="why")]


def _count(case: Case, basis: FeeBasis, month: date, reasons: str, *, by: Staff, at: datetime) -> Decision:
    terms = queries.terms(month)
    counted = rules.count(told.facts_of(basis), terms)
    text = deciding.Text(
        kind=DecisionKind.FEE,
        outcome=DecisionOutcome.SET,
        content=_content(counted.fee, month),
        reasons=reasons,
        legal_basis=Basis.SOL_32_1,
        amount=counted.fee,
        per=Per.MONTH,
        valid_from=month,
    )
    draft = queries.draft(by, case)
    if draft is None:
        decision, order = deciding.propose(case, text, by=by, at=at), 1
    else:
        before = queries.count_of(by, draft)
        decision, order = deciding.change(draft, text, by=by, at=at), before.number + 1 if before else 1
    FeeDecision.objects.create(
        case=case,
        decision=decision,
        number=order,
        basis=basis,
        valid_from=month,
        fee=counted.fee,
        price_base=terms.base.kronor,
        year=terms.base.year,
        lines=told.rows_of_lines(counted.lines),
        counted_by=by,
        counted_at=at,
    )
    verb = words.Event.COUNTED if order == 1 else words.Event.RECOUNTED
    record(case, verb, by=by, at=at, law=fees.FEES)
    return decision


def _content(fee: int, month: date) -> str:
    since = f"från och med {told.month(month)}"
    what = f"Du ska betala {number(fee)} kronor i månaden" if fee else "Du ska inte betala någon avgift"
    return f"{what} {since}. Det gäller tills vi fattar ett nytt beslut."


def _reasons(basis: FeeBasis) -> str:
    day = basis.changed_on.isoformat()
    if basis.unstated:
        return (
            f"Vi har inga uppgifter om din inkomst från {day}. Då gäller kommunens egen regel. Lämna uppgifterna, så räknar "
            "vi om avgiften. Hela uträkningen står i brevet."
        )
    return (
        f"Vi har räknat med de uppgifter om inkomst, boende och hushåll som gäller från {day}. Avgiften är det lägsta av "
        "kommunens taxa, den högsta avgiften enligt lagen och det som är kvar när du har fått behålla ditt "
        "förbehållsbelopp. Hela uträkningen står i brevet. Berätta för oss om något ändras."
    )


def _decimal(amount: Fraction) -> Decimal:
    return Decimal(told.ore(amount)) / 100
