"""Att skriva: the one page that every form of the room stands on, and its one action."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from samtid.base.access.request import Request, only_for, posts_of
from samtid.base.dossier.drafts import begun
from samtid.base.look.fragments import page
from samtid.base.look.refusals import asked_once
from samtid.base.look.swedish import day as day_of
from samtid.base.organisation import queries as organisation
from samtid.base.organisation import roles
from samtid.ground.offers import DraftForm
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.sweden import swedish_day
from samtid.ground.unnamed import names_in
from samtid.quality.direction import queries as direction

from .. import actions, forms, offers, process, queries, rules
from ..models import Routine, Version

MOVED = "Någon har ändrat sedan du skrev. Din text är kvar: läs det som står nu innan du skickar den."
ON_A_DAY = "Den som kan besluta ser det på Min dag."
NOBODY = (
    "Ingen annan än du kan besluta det i dag: det väntar tills en kvalitetsutvecklare, en förvaltningschef eller en chef till "
    "för enheten finns."
)
START = ("Rutiner", "routines:start")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Ett blad att fylla i: what it is called, where one comes from, what is known, and what the button says."""

    kept: DraftForm
    title: str
    submit: str
    back: Sequence[tuple[Any, ...]]
    about: object = ""
    lead: str = ""
    known: Sequence[tuple[str, Any]] = ()
    hinder: Sequence[Obstacle] = ()
    initial: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    # what whoever is about to send it has to know, each with the link that shows it
    told: Sequence[tuple[str, tuple[Any, ...]]] = ()
    # where what stands now is read, when somebody was first
    newest: tuple[Any, ...] = ()
    done: str | Callable[[Any], str] = "Sparat."


def filled(
    request: Request,
    sheet: Sheet,
    form_of: type[forms.Written],
    does: Callable[[dict[str, Any]], Any],
    to: Callable[[Any], tuple[str, Any]],
) -> HttpResponse:
    """The form, and when it is sent its one action: refused at the field with what was written kept, or on to its page."""
    draft, was_first = begun(request, sheet.kept.key(sheet.about)), False
    # what the page was opened on is the page's to say, never a draft's from before
    now = {"seen": sheet.initial.get("seen")}
    has_moved = bool(draft.fields) and str(draft.fields.get("seen") or "") != str(now["seen"] or "")
    form = form_of(
        request.POST if request.method == "POST" else None,
        initial=sheet.initial | draft.fields | now,
        **sheet.more,
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = does(form.cleaned_data)
        except NotYet as refusal:
            asked_once(form, refusal)
            if any(one.text == actions.FIRST_READ for one in refusal.obstacles):
                form.data["seen"], was_first = str(sheet.initial.get("seen", "")), True  # type: ignore[index]
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, sheet.done if isinstance(sheet.done, str) else sheet.done(made))
            name, about = to(made)
            return redirect(name, about)
    return page(
        request,
        "routines/write.html",
        status=422 if form.is_bound else 200,
        sheet=sheet,
        form=form,
        draft=draft,
        moved=[Obstacle(MOVED)] if has_moved and not form.is_bound else [],
        newest=sheet.newest if was_first or has_moved else (),
    )


def _seen(said: dict[str, Any]) -> int:
    """What the page was opened on. One who does not say it has seen nothing."""
    return -1 if said["seen"] is None else int(said["seen"])


def _proposed(request: Request, covers: int | None) -> Callable[[Any], str]:
    """What is said to the writer: that it is on another's day only where there is another."""

    def done(_: Any) -> str:
        there_is = queries.another_decides(request.user, covers, swedish_day(request.at))
        return f"Förslaget är sparat. {ON_A_DAY if there_is else NOBODY}"

    return done


def write(request: Request) -> HttpResponse:
    """Write a routine: the first version of it."""
    only_for(request, roles.SETS_DIRECTION)
    today = swedish_day(request.at)
    asked = request.GET.get("steg", "")
    sheet = Sheet(
        offers.NEW, "Ny rutin", "Föreslå rutinen", [START],
        lead="Den gäller när någon annan än du har beslutat den. Det som är beslutat ändras aldrig, det ersätts av en ny version.",
        initial={"wanted_from": today, "place": asked if asked in process.places() else "", "why": "Ny rutin."}
        | {"owner": str(request.user.pk)},
        more={"places": list(process.places().items()), "units": _units(request), "owners": _owners(request)},
        done=lambda made: _proposed(request, made.routine.covers_id)(made),
    )  # fmt: skip

    def does(said: dict[str, Any]) -> Version:
        covers = None if said["covers"] == forms.WHOLE else int(said["covers"])
        new = rules.New(said["place"], covers, int(said["owner"]), said["next_on"], _words(said))
        return actions.write_routine(new, bool(said["insist"]), by=request.user, at=request.at)

    return filled(request, sheet, forms.NewForm, does, lambda made: ("routines:version", made.pk))


def _units(request: Request) -> list[tuple[str, str]]:
    """Where the viewer may write: her own units, or every unit and the whole."""
    posts = posts_of(request)
    found = [(str(one.pk), one.name) for one in organisation.units(swedish_day(request.at)) if rules.governing(posts, one.pk)]  # fmt: skip
    return [(forms.WHOLE, "Hela kommunen"), *found] if rules.governing(posts, None) else found


def _owners(request: Request) -> list[tuple[str, str]]:
    today = swedish_day(request.at)
    return organisation.told_apart([post.staff for post in direction.answering(today).values()], today)


def _words(said: dict[str, Any]) -> rules.Words:
    return rules.Words(
        said["title"], said["text"], said["checklist"], said["why"], said["wanted_from"], said["is_public"]
    )


def _routine(request: Request, pk: UUID) -> Routine:
    only_for(request, roles.SETS_DIRECTION)
    return get_object_or_404(queries.routines(request.user), pk=pk)


def _version(request: Request, pk: UUID) -> Version:
    only_for(request, roles.SETS_DIRECTION)
    return get_object_or_404(queries.versions(request.user), pk=pk)


def propose(request: Request, pk: UUID) -> HttpResponse:
    """Write the next version, from what stands now."""
    one = _routine(request, pk)
    rows = queries.history(request.user, one)
    if not rows:
        raise Http404
    last = rows[0]
    sheet = Sheet(
        offers.VERSION, "Ny version", "Föreslå versionen", [START, (last.title, "routines:routine", one.pk)], about=one.pk,
        lead="Det som gäller nu gäller tills den nya är beslutad av någon annan och dess dag har kommit.",
        known=[("Steg", one.place_label), ("Gäller för", one.covers_label)],
        hinder=rules.obstacles_to_governing(posts_of(request), one.covers_id),
        initial={
            "title": last.title, "text": last.text, "checklist": last.checklist, "is_public": last.is_public,
            "wanted_from": swedish_day(request.at), "seen": last.number,
        },
        told=_before(last), newest=("Läs det som står nu", "routines:version", last.pk),
        done=_proposed(request, one.covers_id),
    )  # fmt: skip

    def does(said: dict[str, Any]) -> Version:
        return actions.propose(one, _words(said), bool(said["insist"]), seen=_seen(said), by=request.user, at=request.at)  # fmt: skip

    return filled(request, sheet, forms.VersionForm, does, lambda made: ("routines:version", made.pk))


def _before(last: Version) -> list[tuple[str, tuple[Any, ...]]]:
    """What a new version takes the place of, where that is not decided."""
    way = (f"Läs version {last.number}", "routines:version", last.pk)
    if last.returned_at and last.returned_by:
        return [(f"Texten här är från version {last.number}, som {last.returned_by.name} skickade tillbaka: {last.returned_why}", way)]  # fmt: skip
    if last.decided_at is None:
        return [(f"Version {last.number} av {last.by.name} väntar på beslut. Skickar du den här beslutar ingen om den.", way)]  # fmt: skip
    return []


def decide(request: Request, pk: UUID) -> HttpResponse:
    """Decide a draft that somebody else has written."""
    one = _version(request, pk)
    today = swedish_day(request.at)
    rows = queries.history(request.user, one.routine)
    sheet = Sheet(
        offers.DECIDE, "Besluta", "Besluta versionen", [START, (one.title, "routines:version", one.pk)], about=one.pk,
        lead="Från dagen du väljer är det så vi gör. Ditt beslut visas med din roll och enhet, inte med ditt namn, i det öppna registret.",
        known=[("Rutin", one.title), ("Vad är nytt", one.why), ("Skriven av", one.by.name), ("Gäller för", one.routine.covers_label),
            ("Öppet för alla", "Rubriken, texten och checklistan" if one.is_public else "Bara rubriken")],
        told=_to_know(one, rows, today), hinder=_to_deciding(request, one, rows), initial={"valid_from": max(one.wanted_from, today)}, done="Versionen är beslutad.",
    )  # fmt: skip

    def does(said: dict[str, Any]) -> Version:
        return actions.decide(one, said["valid_from"], by=request.user, at=request.at)

    return filled(request, sheet, forms.DecideForm, does, lambda made: ("routines:routine", made.routine_id))


def _to_know(one: Version, rows: Sequence[Version], today: date) -> list[tuple[str, tuple[Any, ...]]]:
    """What a decision does beside that it holds: what all may read, what may be a name, what then never comes to hold."""
    read = ("Läs versionen", "routines:version", one.pk)
    found = []
    if one.is_public:
        found.append(("Texten blir läsbar för alla på den öppna sidan, från dagen du väljer.", read))
    if names := sorted({name for said in (one.title, one.text, one.checklist) for name in names_in(said)}):
        found.append(
            (f"Det här kan vara namn på någon: {', '.join(names)}. Är det så, skicka tillbaka.", read)
        )
    for each in rows:
        if each.valid_from and each.valid_from > today:
            said = f"Version {each.number} är beslutad från {day_of(each.valid_from)}. Den gäller aldrig om den här börjar samma dag eller tidigare."
            found.append((said, (f"Läs version {each.number}", "routines:version", each.pk)))
    return found


def _to_deciding(request: Request, one: Version, rows: Sequence[Version]) -> list[Obstacle]:
    """What the action will say, whatever day is chosen."""
    today = swedish_day(request.at)
    return rules.obstacles_to_governing(posts_of(request), one.routine.covers_id) or rules.obstacles_to_deciding(
        is_writer=one.by_id == request.user.pk,
        state=queries.states(one.routine, rows, today)[one.pk],
        valid_from=today,
        today=today,
        withdrawn=one.routine.withdrawn_on is not None,
    )  # fmt: skip


def send_back(request: Request, pk: UUID) -> HttpResponse:
    """Send a draft back with what needs to be different."""
    one = _version(request, pk)
    rows = queries.history(request.user, one.routine)
    state = queries.states(one.routine, rows, swedish_day(request.at))[one.pk]
    hinder = rules.obstacles_to_governing(posts_of(request), one.routine.covers_id)
    sheet = Sheet(
        offers.BACK, "Skicka tillbaka", "Skicka tillbaka", [START, (one.title, "routines:version", one.pk)], about=one.pk,
        known=[("Rutin", one.title), ("Skriven av", one.by.name)],
        hinder=hinder or rules.obstacles_to_sending_back(state, "x", one.routine.withdrawn_on is not None),
        done="Förslaget är skickat tillbaka. Det som gällde gäller fortfarande.",
    )  # fmt: skip

    def does(said: dict[str, Any]) -> Version:
        return actions.send_back(one, said["said"], bool(said["insist"]), by=request.user, at=request.at)

    return filled(
        request, sheet, forms.SendBackForm, does, lambda made: ("routines:routine", made.routine_id)
    )


def review(request: Request, pk: UUID) -> HttpResponse:
    """Look at it again: it holds as it is, with a new day and perhaps another who answers for it."""
    one = _routine(request, pk)
    hinder = (
        []
        if one.owner_id == request.user.pk
        else rules.obstacles_to_governing(posts_of(request), one.covers_id)
    )
    sheet = Sheet(
        offers.REVIEW, "Se över", "Spara översynen", [START, ("Rutinen", "routines:routine", one.pk)], about=one.pk,
        lead="Behöver något ändras skrivs en ny version. Här sägs att ni har tittat, och när ni tittar igen.",
        known=[("Steg", one.place_label), ("Ansvarig", one.owner.name), ("Skulle ses över", one.next_on)],
        hinder=hinder or _gone(one), initial={"owner": str(one.owner_id), "seen": one.turns},
        more={"owners": _owners(request), "present": (str(one.owner_id), one.owner.name)}, done="Översynen är sparad.",
        newest=("Läs det som står nu", "routines:routine", one.pk),
    )  # fmt: skip

    def does(said: dict[str, Any]) -> Any:
        return actions.review(
            one, said["said"], said["next_on"], int(said["owner"]), bool(said["insist"]), seen=_seen(said),
            by=request.user, at=request.at,
        )  # fmt: skip

    return filled(request, sheet, forms.ReviewForm, does, lambda _: ("routines:routine", one.pk))


def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """It no longer holds, with a reason."""
    one = _routine(request, pk)
    sheet = Sheet(
        offers.WITHDRAW, "Upphäv", "Upphäv rutinen", [START, ("Rutinen", "routines:routine", one.pk)], about=one.pk,
        lead="Från i dag gäller den inte. Den finns kvar att läsa, med skälet. Ska den gälla igen skrivs en ny rutin.",
        known=[("Steg", one.place_label), ("Gäller för", one.covers_label)],
        hinder=rules.obstacles_to_governing(posts_of(request), one.covers_id) or _gone(one),
        initial={"seen": one.turns}, newest=("Läs det som står nu", "routines:routine", one.pk), done="Rutinen är upphävd.",
    )  # fmt: skip

    def does(said: dict[str, Any]) -> Any:
        return actions.withdraw(one, said["said"], bool(said["insist"]), seen=_seen(said), by=request.user, at=request.at)  # fmt: skip

    return filled(request, sheet, forms.WithdrawForm, does, lambda _: ("routines:routine", one.pk))


def _gone(one: Routine) -> list[Obstacle]:
    return [Obstacle("Rutinen är redan upphävd.")] if one.withdrawn_on else []
