"""Vård utan samtycke i demon: a third of the children who are placed, and all who came in the last month."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from samtid.base.dossier.models import Case
from samtid.base.organisation.models import Staff
from samtid.ground.law.days import add_months
from samtid.ground.law.rules import NEW_ACT
from samtid.ground.sweden import swedish_moment
from samtid.steps.compulsory import actions as compulsory
from samtid.steps.compulsory import queries, rules
from samtid.steps.compulsory.models import Track
from samtid.steps.compulsory.words import Content, Decider, EndReason, Ground, Kind
from samtid.steps.placements import actions as placements
from samtid.steps.placements.models import Care
from samtid.steps.placements.words import Ground as Rests

from .scene import Matter, Scene, day, whole

SHARE = 0.3
LATELY = timedelta(days=30)
GROWN = 15  # from that age it is oftener one's own behaviour
WHY = "Barnet är inte tryggt hemma, och föräldrarna samtycker inte till vården."
COURT = "Förvaltningsrätten i Luleå, mål {}-{}"
CONTENT = {
    Content.CIRCUMSTANCES: "Barnet har lämnats ensamt flera nätter i veckan. Skolan och grannarna har sett det.",
    Content.RELATIONS: "Nära mormor, som inte orkar. En äldre bror bor hos sin pappa.",
    Content.HEALTH: "Frisk, men trött. Efter i skolan sedan i våras, och drar sig undan de andra barnen.",
    Content.EARLIER: "Familjebehandling i hemmet sedan i vintras. Den bröts när föräldrarna inte öppnade.",
    Content.CARE: "Familjehem, för trygga kvällar och regelbunden skolgång. Umgänge varannan vecka.",
    Content.INFORMED: "Föräldrarna och barnet informerades vid mötet på kontoret, med tolk.",
    Content.VIEWS: "Barnet vill bo kvar i hemmet men inte vara ensamt. Föräldrarna säger nej.",
}


def is_taken(scene: Scene, matter: Matter, at: datetime) -> bool:
    """Whether the child comes to its home against somebody's will."""
    age = matter.need.person.age(day(at))
    if day(at) < NEW_ACT or age >= 17:
        return False
    return at > scene.until - LATELY or Random(f"{matter.need.key}/force").random() < SHARE


def take(scene: Scene, matter: Matter, at: datetime, by: Staff) -> Track | None:
    """The committee has decided on immediate custody the day the child comes; none where the case has a track already."""
    assert matter.decision is not None
    case = matter.decision.case
    if scene.do(matter, _there, case, by=by, at=at):
        return None
    track = scene.do(matter, compulsory.open_track, case, by=by, at=at)
    _step(scene, matter, track, Kind.CUSTODY, at, by, ground=_ground(matter, at))
    return track


def _there(case: Case, *, by: Staff, at: datetime) -> bool:
    return queries.of_case(by, case) is not None


def follow(
    scene: Scene, matter: Matter, track: Track, care: Care, at: datetime, last: datetime, by: Staff
) -> None:
    """To the court, the application, the judgment, and considered twice a year until it ends or until now."""
    ground = _ground(matter, at)
    for kind, days in ((Kind.SUBMITTED, 3), (Kind.CONFIRMED, 8), (Kind.APPLIED, 20), (Kind.JUDGED, 33)):
        moment = swedish_moment(day(at) + timedelta(days=days), time(14))
        if moment >= last:
            return
        _step(scene, matter, track, kind, moment, by, ground=ground)
    text = COURT.format(day(moment).year % 100 * 31, day(moment).year % 100)
    scene.do(matter, placements.change_ground, care, Rests(ground), day(moment), text, by=by, at=moment)
    met = Kind.REVIEWED if ground is Ground.BEHAVIOUR else Kind.CONSIDERED
    on = add_months(day(at), 6) - timedelta(days=6)
    while (moment := swedish_moment(on, time(13))) < last and matter.need.person.age(on) < 18:
        _step(scene, matter, track, met, moment, by)
        on = add_months(on, 6) - timedelta(days=4)


def end(scene: Scene, matter: Matter, track: Track, at: datetime, by: Staff) -> None:
    """The care is no longer needed: the committee has said so, before the child goes home."""
    now = scene.do(matter, _state, track, by=by, at=at)
    if now.stands or now.waits_for_court:
        _step(scene, matter, track, Kind.ENDED, at, by)


def _state(track: Track, *, by: Staff, at: datetime) -> rules.State:
    return queries.state(queries.tracks(by).get(pk=track.pk), at)


def _ground(matter: Matter, at: datetime) -> Ground:
    return Ground.BEHAVIOUR if matter.need.person.age(day(at)) >= GROWN else Ground.ENVIRONMENT


def _step(
    scene: Scene, matter: Matter, track: Track, kind: Kind, at: datetime, by: Staff, ground: str = ""
) -> None:
    on: date = day(at)
    deciders = rules.SPECS[kind].deciders
    court = deciders == (Decider.COURT,)
    said = rules.Written(
        kind=kind,
        on=on,
        decider=str(deciders[-1] if court else Decider.COMMITTEE) if deciders else "",
        ref=COURT.format(on.month * 97, on.year % 100) if court else f"SN AU {on} § {on.day + 20}",
        ground=str(ground) if rules.SPECS[kind].ground else "",
        reason=str(EndReason.NOT_NEEDED) if kind is Kind.ENDED else "",
        text=WHY if rules.SPECS[kind].text else "",
        content={str(one): text for one, text in CONTENT.items()} if kind is Kind.APPLIED else {},
        plan_on=on if kind is Kind.APPLIED else None,
    )
    scene.do(matter, compulsory.write_step, track, said, by=by, at=whole(at))
