"""Vad lag och rutin säger om beställningar. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from samtid.base.organisation import roles
from samtid.base.organisation.verbs import Verb
from samtid.base.organisation.words import Role
from samtid.base.people.rules import SECRECY
from samtid.ground.reasons import Obstacle

from .words import Answer, State

CARRIED_OUT = "SoL 34 kap. 1 §"
PARTICIPATION = "SoL 10 kap. 4 §"

ORDERS = Verb(
    roles.RECEIVES_CASES,
    "Beställningen skriver den som handlägger ärendet.",
    CARRIED_OUT,
    "handläggaren",
)
ANSWERS = Verb(
    frozenset(),
    "Beställningen besvaras av den som planerar eller leder enheten som ska utföra den.",
    CARRIED_OUT,
    "planeraren eller enhetschefen",
    there={Role.PLANNER: frozenset(), Role.MANAGER: frozenset()},
)
MAY: dict[str, Verb] = {"send_order": ORDERS, "move_order": ORDERS, "answer_order": ANSWERS}

ENDED = "Insatsen är avslutad. Beställningen gäller inte längre."
SHORTEST = 10  # characters of a reason that somebody else can act on


def state(said: Iterable[str]) -> State:
    """Where an order is, by the answers in the order they were given. Who is named changes nothing of it."""
    last = [one for one in said if one != Answer.NAMED][-1:]
    return State(str(last[0])) if last else State.SENT


def obstacles_to_sending(
    *,
    has_ended: bool,
    is_sent: bool,
    wished_on: date,
    ends_on: date | None,
    must_know: str,
    contact_works: bool,
    tells_place: bool,
    on: date,
) -> list[Obstacle]:
    """What stands in the way of sending an order on the day ``on``."""
    if has_ended:
        return [Obstacle(ENDED)]
    if is_sent:
        return [Obstacle("Beställningen är redan skickad. En insats beställs en gång.")]
    found = []
    if wished_on < on:
        found.append(Obstacle("Önskad start kan inte ligga bakåt i tiden.", field="wished_on"))
    if ends_on is not None and wished_on > ends_on:
        found.append(Obstacle(f"Insatsen slutar {ends_on}.", field="wished_on"))
    if len(must_know.strip()) < SHORTEST:
        text = "Skriv vad den som kommer måste veta. Är det inget särskilt, skriv det."
        found.append(Obstacle(text, PARTICIPATION, field="must_know"))
    if not contact_works:
        found.append(Obstacle("Kontakten ska arbeta i enheten som har ärendet.", field="contact"))
    if tells_place:
        text = "Texten innehåller en adress eller ett telefonnummer som inte får lämnas ut i det här ärendet. Ta bort det."
        found.append(Obstacle(text, SECRECY, field="must_know"))
    return found


def obstacles_to_answering(
    answer: Answer,
    said: Sequence[str],
    *,
    known: int,
    last_by: str,
    reason: str,
    has_worker: bool,
    worker_works: bool,
    has_ended: bool,
) -> list[Obstacle]:
    """What stands in the way of an answer. ``said`` is what has been answered, ``known`` how many of them were seen."""
    if has_ended:
        return [Obstacle(ENDED)]
    if known != len(said):
        return [
            Obstacle(f"{last_by} svarade medan sidan var öppen. Läs svaret och svara igen om det behövs.")
        ]
    now = state(said)
    if answer is Answer.SEEN and said:
        return [Obstacle("Det är redan sagt att beställningen är sedd.", field="answer")]
    if answer is Answer.ACCEPTED and now is State.ACCEPTED:
        return [
            Obstacle("Ni har redan tagit uppdraget. Välj att utse fast kontakt i stället.", field="answer")
        ]
    if answer is Answer.DECLINED and now is State.DECLINED:
        return [Obstacle("Ni har redan avböjt beställningen.", field="answer")]
    if answer is Answer.NAMED and now is not State.ACCEPTED:
        return [Obstacle("Ta uppdraget först: en fast kontakt kan utses samtidigt.", field="answer")]
    found = []
    if answer is Answer.DECLINED and len(reason.strip()) < SHORTEST:
        text = "Skriv varför ni inte kan, så att den som beställde vet vad som går i stället."
        found.append(Obstacle(text, CARRIED_OUT, field="reason"))
    if answer is Answer.NAMED and not has_worker:
        found.append(Obstacle("Välj vem som blir fast kontakt.", field="worker"))
    if has_worker and answer not in (Answer.ACCEPTED, Answer.NAMED):
        found.append(Obstacle("Fast kontakt väljs när ni tar uppdraget.", field="worker"))
    elif has_worker and not worker_works:
        found.append(Obstacle("Fast kontakt ska arbeta i er enhet i dag.", field="worker"))
    return found


def obstacles_to_moving(*, now: State, has_ended: bool, same_unit: bool) -> list[Obstacle]:
    """What stands in the way of letting another unit carry it out."""
    if has_ended:
        return [Obstacle(ENDED)]
    if now not in (State.DECLINED, State.SENT):
        return [Obstacle("Utföraren har svarat. Prata med dem: de kan avböja om de inte kan.")]
    if same_unit:
        return [Obstacle("Välj en annan enhet än den som har beställningen.", field="unit")]
    return []


def is_unseen(sent_on: date, days: int | None, on: date, *, times: int = 1) -> bool:
    """Whether ``times`` the municipality's number of days has passed since an order was sent. Nobody's number, never."""
    return days is not None and on >= sent_on + timedelta(days=days * times)
