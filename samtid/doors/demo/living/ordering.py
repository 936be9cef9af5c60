"""Beställningar: what was started lately is ordered of the unit that carries it out, and answered in different ways."""

from __future__ import annotations

from datetime import datetime, timedelta

from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import Role
from samtid.steps.orders import actions as orders
from samtid.steps.orders import queries
from samtid.steps.orders.words import Answer
from samtid.steps.services.models import Service

from .scene import Matter, Scene, day, whole

LATELY = timedelta(days=14)
KNOWS = (
    "Ring på och vänta: det tar en stund att komma till dörren. Den som kommer ska säga sitt namn.",
    "Hunden är snäll men hoppar. Nyckeln finns i låsskåpet till höger om dörren.",
    "Hör dåligt på vänster öra. Säg till innan du går in i ett annat rum.",
    "Inget särskilt, men vill helst att samma person kommer de första veckorna.",
)
WHY = "Vi har ingen som kan börja före årsskiftet: två tjänster är vakanta."


def order(scene: Scene, matter: Matter, service: Service, at: datetime, by: Staff) -> None:
    """Sends the order of a service that began lately; the unit takes most of them, sees some and cannot do one in five.

    Nothing is drawn by chance: the rest of the household's story is the same with it as without.
    """
    if scene.until - at > LATELY or matter.is_protected:
        return
    key, at = matter.need.household.key, whole(at) + timedelta(minutes=3)
    contact = queries.contacts(service.case, day(at)).filter(pk=by.pk).exists()
    if at >= scene.until or not contact:
        return
    text = orders.Text(day(at), KNOWS[key % len(KNOWS)], by)
    sent = scene.do(matter, orders.send_order, service, text, by=by, at=at)
    turn, answered = key % 5, at + timedelta(hours=20)
    who = queries.colleagues(service.unit, day(answered), Role.PLANNER, Role.MANAGER).first()
    if turn == 0 or who is None or answered >= scene.until:
        return
    worker = queries.colleagues(service.unit, day(answered), Role.CARE_WORKER).first()
    answer = {1: Answer.SEEN, 2: Answer.DECLINED}.get(turn, Answer.ACCEPTED)
    scene.do(
        matter,
        orders.answer_order,
        sent,
        answer,
        known=0,
        reason=WHY if answer is Answer.DECLINED else "",
        worker=worker if answer is Answer.ACCEPTED else None,
        by=who,
        at=answered,
    )
