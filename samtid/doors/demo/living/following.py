"""Uppföljningen: goal by goal, each voice, and the answer to the person."""

from __future__ import annotations

from datetime import timedelta

from samtid.base.organisation.models import Staff
from samtid.quality.followup import actions
from samtid.quality.followup.rules import ResultDetails, Said
from samtid.quality.followup.words import Attained, HowTold, NextStep, Reply
from samtid.steps.services.models import Goal

from .. import volumes_words as said
from ..volumes_course import FollowedUp, ServiceEnded, add_months
from . import translate
from .scene import Matter, Scene, day, minutes

LEVELS: dict[said.GoalResult, tuple[Attained, ...]] = {
    said.GoalResult.REACHED: (Attained.REACHED, Attained.REACHED, Attained.BEYOND),
    said.GoalResult.PARTLY: (Attained.SOME,),
    said.GoalResult.NOT_REACHED: (Attained.SAME, Attained.SAME, Attained.WORSE),
}
SUMMARY = {
    said.GoalResult.REACHED: "Det har gått bra. Målet är nått och vi har pratat om vad som hjälpte.",
    said.GoalResult.PARTLY: "Det går åt rätt håll. Vi fortsätter och ändrar det som inte fungerar.",
    said.GoalResult.NOT_REACHED: "Det har inte blivit som vi hoppades. Vi har pratat om vad som behöver ändras.",
}
ANSWER = {
    NextStep.CONTINUE: "Hej! Vi har pratat om hur stödet fungerar. Du får samma stöd som nu. Vi hörs igen.",
    NextStep.CHANGE: "Hej! Du har berättat vad som inte fungerar. Vi ändrar det. Du kan ringa om det inte blir bättre.",
    NextStep.END: "Hej! Du behöver inte stödet längre. Det har du själv sagt. Du kan alltid höra av dig igen.",
}
SAID = {
    Reply.YES: "Ja, det är så vi sade.",
    Reply.PARTLY: "Mest, men jag hade hoppats på fler tider.",
    Reply.NO: "Nej, jag ville ha kvar samma person.",
}


def follow(scene: Scene, matter: Matter, step: FollowedUp) -> None:
    """One follow-up; the last one ends the service."""
    running = scene.running.get((matter.need.person.key, step.service))
    if running is None or running.matter is not matter or not step.results:
        return
    chance, on = matter.chance, day(step.at)
    result = step.results[0][1]
    goals = {goal.text: goal for goal in Goal.objects.filter(service=running.service)}
    results = [
        _result(matter, goals[text], got, step.voice if number == 0 else "")
        for number, (text, got) in enumerate(step.results)
    ]
    ended = [end for end in matter.steps if isinstance(end, ServiceEnded) and end.service == step.service]
    ends = step.next_on is None and bool(ended)
    next_step = NextStep.END if ends else NextStep.CONTINUE
    if not ends and result is said.GoalResult.NOT_REACHED:
        next_step = NextStep.CHANGE
    next_on = step.next_on or add_months(on, 6)
    by = _worker(matter)
    made = scene.do(
        matter,
        actions.follow_up,
        running.service,
        results,
        SUMMARY[result],
        next_step=next_step,
        next_on=None if ends else min(next_on, add_months(on, 12)),
        end_reason=translate.ENDED[ended[-1].reason] if ends else None,
        by=by,
        at=step.at,
    )
    if ends:
        running.has_ended = True
    if chance.random() < 0.7:
        at = min(step.at + minutes(chance, 20, 90), scene.until)
        how = chance.choice((HowTold.TALK, HowTold.VISIT, HowTold.PHONE))
        feedback = scene.do(matter, actions.give_feedback, made, ANSWER[next_step], how, by=by, at=at)
        reply = chance.choices(list(SAID), weights=(75, 18, 7))[0]
        answered = at + timedelta(days=chance.randint(0, 3))
        if answered < scene.until and chance.random() < 0.5:
            scene.do(matter, actions.note_reply, feedback, reply, SAID[reply], by=by, at=answered)


def _result(matter: Matter, goal: Goal, result: said.GoalResult, voice: str) -> ResultDetails:
    """Each voice rates for itself; the staff now and then a step higher."""
    chance = matter.chance
    own = chance.choice(LEVELS[result])
    seen = Attained(str(min(4, own.level + (chance.random() < 0.2))))
    near = Said(own) if matter.need.person.guardians and chance.random() < 0.7 else Said()
    return ResultDetails(goal.pk, person=Said(own, voice), guardian=near, staff=Said(seen))


def _worker(matter: Matter) -> Staff:
    assert matter.caseworker is not None
    return matter.caseworker
