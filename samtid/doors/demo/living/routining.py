"""Så gör vi här, i demon: what holds for intake, investigations and visits, one to be looked at and one that has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import Role, UnitKind
from samtid.ground.law.days import swedish_day
from samtid.quality.routines import actions, rules
from samtid.quality.routines.models import Version

from .directing import Committee
from .scene import whole
from .staffing import Staffing
from .stamping import as_one


@dataclass(frozen=True, slots=True)
class Said:
    """En version: how many days ago it was written, and its words. It is decided two days after, from that day."""

    days: int
    title: str
    text: str
    checklist: str
    why: str
    is_public: bool = False


PROTECTION = Said(
    170, "Skyddsbedömning samma dag",
    """# När anmälan kommer
Läs hela anmälan innan du gör något annat. Gäller den ett barn gör du skyddsbedömningen samma dag, också en fredag eftermiddag.
# Så bedömer vi
1. Fråga den som anmäler: var är barnet nu, och vem är där?
2. Sök barnet och syskonen i Samtid. Pågår något redan, ring den som har ärendet.
3. Skriv vad du vet och vad du inte vet. En bedömning utan uppgifter är ingen bedömning.
# När du är osäker
- Fråga 1:e socialsekreteraren eller chefen innan du går hem.
- Efter klockan 16.30: ring socialjouren och säg vad som är gjort.""",
    """Anmälan är läst i sin helhet
Den som anmält är uppringd
Syskon är sökta
Bedömningen är skriven och undertecknad
Jouren vet, om det är kväll""",
    "Ny rutin efter tillsynen i våras.", True,
)  # fmt: skip
PROTECTION_AGAIN = Said(
    30, PROTECTION.title,
    PROTECTION.text.replace("och syskonen i Samtid", "och alla syskon i Samtid, också halvsyskon på annan adress"),
    PROTECTION.checklist.replace("Syskon är sökta", "Syskon och halvsyskon är sökta"),
    "Halvsyskon på annan adress söks också: de missades i två avvikelser i somras.", True,
)  # fmt: skip
VOICE = Said(
    150, "Samtal med barnet i en utredning",
    """# Före
Barnet får veta vem du är, varför ni ska prata och vad som händer med det som sägs. Låt barnet välja plats.
# Under
- En fråga i taget. Barnets egna ord skrivs som de sades, också när de är få.
- Fråga vad barnet vill att föräldrarna ska få veta, och säg vad du måste berätta.
# Efter
Skriv samma dag under Barnets ord. Ville barnet inte prata skriver du det, och försöker igen.""",
    """Barnet vet varför ni pratar
Barnets egna ord är skrivna
Barnet vet vad som händer sedan""",
    "Efter nämndens beslut om barnets egna ord.",
)  # fmt: skip
VISIT = Said(
    120, "Ingen öppnar vid besöket",
    """1. Ring på dörren, vänta, ring på telefonen.
2. Fråga grannen eller den anhörige som står i genomförandeplanen.
3. Ring gruppens samordnare. Hon avgör om någon ska öppna med nyckel.
4. Är du orolig för liv eller hälsa: ring 112 först och samordnaren sedan.
Gå inte vidare till nästa besök förrän någon har tagit över.""",
    """Telefonen är provad
Den anhörige är uppringd
Samordnaren vet
Besöket är skrivet som inte utfört, med skäl""",
    "Ny rutin för alla hemtjänstgrupper.", True,
)  # fmt: skip
HANDING_OVER = Said(
    12, "När ett ärende byter handläggare",
    """Den som lämnar och den som tar emot läser akten tillsammans. Familjen får veta före bytet, av den de känner.
- Det som väntar står överst.
- Löften som inte är skrivna skrivs nu.""",
    """Familjen vet
Frister är gångna igenom""",
    "Förslag från arbetsstugan i våras.",
)  # fmt: skip


def routines(staffing: Staffing, until: datetime) -> None:
    """Four routines, and one of them is still a proposal that waits for somebody's decision."""
    who = Committee(staffing, until)
    if who.quality is None or who.head is None or who.children is None or who.other is None:
        return
    vera, head, children = who.quality, who.head, who.children
    on = swedish_day(until)
    led = [
        post.unit
        for post in staffing.posts
        if post.staff == head and post.role == Role.MANAGER and post.holds_on(on)
    ]
    # for the whole municipality by its head; where there is none, for the unit of the one who decides
    covers = None if any(unit.kind == UnitKind.DEPARTMENT for unit in led) else led[0].pk
    first = _decided(PROTECTION, "intake:report", covers, vera, 300, by=vera, decides=head, until=until)
    again = _proposed(first, PROTECTION_AGAIN, by=vera, until=until)
    _decide(again, head, PROTECTION_AGAIN.days - 4, until)
    # its day of review has passed, and it is on the manager's day
    _decided(VOICE, "investigations:hear_child", covers, children, 140, by=vera, decides=head, until=until)
    _decided(VISIT, "visits", covers, vera, 200, by=vera, decides=head, until=until)
    _written(HANDING_OVER, "investigations", covers, children, 200, by=vera, until=until)
    _read(staffing, first, until)


def _words(said: Said, at: datetime) -> rules.Words:
    return rules.Words(said.title, said.text, said.checklist, said.why, swedish_day(at), said.is_public)


def _written(
    said: Said, place: str, covers: int | None, owner: Staff, review: int, *, by: Staff, until: datetime
) -> Version:
    at = whole(until - timedelta(days=said.days))
    new = rules.New(place, covers, owner.pk, swedish_day(at) + timedelta(days=review), _words(said, at))
    with as_one(by, at):
        return actions.write_routine(new, True, by=by, at=at)


def _decided(
    said: Said, place: str, covers: int | None, owner: Staff, review: int, *, by: Staff, decides: Staff, until: datetime
) -> Version:  # fmt: skip
    made = _written(said, place, covers, owner, review, by=by, until=until)
    return _decide(made, decides, said.days - 2, until)


def _proposed(former: Version, said: Said, *, by: Staff, until: datetime) -> Version:
    at = whole(until - timedelta(days=said.days))
    with as_one(by, at):
        return actions.propose(former.routine, _words(said, at), True, by=by, at=at)


def _decide(version: Version, by: Staff, days: int, until: datetime) -> Version:
    at = whole(until - timedelta(days=days))
    with as_one(by, at):
        return actions.decide(version, swedish_day(at), by=by, at=at)


def _read(staffing: Staffing, version: Version, until: datetime) -> None:
    """Those of the reception have read the first version, and so see that it has changed."""
    at = whole(until - timedelta(days=PROTECTION.days - 10))
    on = swedish_day(at)
    readers = {
        post.staff.username: post.staff
        for post in staffing.posts
        if post.role == Role.RECEPTION and post.unit.kind == UnitKind.RECEPTION and post.holds_on(on)
    }
    for _, reader in sorted(readers.items()):
        with as_one(reader, at):
            actions.mark_read(version, by=reader, at=at)
