"""Ett förslag, och det som görs på dess sida."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access.request import Request
from samtid.base.dossier.drafts import begun
from samtid.base.look.fragments import page
from samtid.base.look.refusals import asked_once, on_form
from samtid.base.organisation.doing import hindered
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.sweden import swedish_day

from .. import actions, forms, offers, queries, rules, words
from ..models import Idea


@require_GET
def idea(request: Request, idea_pk: str) -> HttpResponse:
    """One idea with what became of it."""
    return _show(request, get_object_or_404(queries.ideas(request.user), pk=idea_pk))


@require_POST
def comment(request: Request, idea_pk: str) -> HttpResponse:
    """A comment, by name."""
    one = get_object_or_404(queries.ideas(request.user), pk=idea_pk)
    form = forms.CommentForm(request.POST)
    draft = begun(request, offers.COMMENT.key(one.pk))
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.comment(one, said["text"], bool(said["insist"]), by=request.user, at=request.at)
        except NotYet as refusal:
            asked_once(form, refusal)
        else:
            draft.sent(by=request.user, at=request.at)
            return redirect("improvement:idea", one.pk)
    return _show(request, one, comment=form)


@require_POST
def co_sign(request: Request, idea_pk: str) -> HttpResponse:
    """Stand behind it."""
    one = get_object_or_404(queries.ideas(request.user), pk=idea_pk)
    actions.co_sign(one, by=request.user, at=request.at)
    messages.success(request, "Du står nu bakom förslaget med ditt namn.")
    return redirect("improvement:idea", one.pk)


@require_POST
def merge(request: Request, idea_pk: str, into_pk: str) -> HttpResponse:
    """Call two the same."""
    one = get_object_or_404(queries.ideas(request.user), pk=idea_pk)
    into = get_object_or_404(queries.ideas(request.user), pk=into_pk)
    return _pressed(request, one, lambda: actions.merge(one, into, by=request.user, at=request.at), to=into)


@require_POST
def part(request: Request, idea_pk: str) -> HttpResponse:
    """They were not the same."""
    one = get_object_or_404(queries.ideas(request.user), pk=idea_pk)
    return _pressed(request, one, lambda: actions.part(one, by=request.user, at=request.at))


@require_POST
def lay_aside(request: Request, idea_pk: str) -> HttpResponse:
    """Call it rubbish."""
    one = get_object_or_404(queries.ideas(request.user), pk=idea_pk)
    form = forms.WhyForm(request.POST)
    if form.is_valid():
        try:
            actions.lay_aside(one, form.cleaned_data["why"], by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            return redirect("improvement:apart")
    return _show(request, one, why=form)


@require_POST
def take_out(request: Request, idea_pk: str) -> HttpResponse:
    """It was no rubbish."""
    one = get_object_or_404(queries.ideas(request.user), pk=idea_pk)
    return _pressed(request, one, lambda: actions.take_out(one, by=request.user, at=request.at))


@require_POST
def verify(request: Request, idea_pk: str) -> HttpResponse:
    """The group says whether it became better."""
    one = get_object_or_404(queries.ideas(request.user), pk=idea_pk)
    form = forms.VerifyForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.verify(
                one,
                words.Gains(one.gains),
                said["is_better"] == "ja",
                said["how"],
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            messages.success(request, "Tack. Det räknas när gruppen har sagt sitt.")
            return redirect("improvement:idea", one.pk)
    return _show(request, one, verdict=form)


def _show(
    request: Request,
    one: Idea,
    *,
    comment: forms.CommentForm | None = None,
    why: forms.WhyForm | None = None,
    verdict: forms.VerifyForm | None = None,
    said: tuple[Obstacle, ...] = (),
) -> HttpResponse:
    viewer, today = request.user, swedish_day(request.at)
    steers = not hindered(rules.STEERS, viewer, request.at)
    looks_after = not hindered(rules.LOOKS_AFTER, viewer, request.at)
    draft = begun(request, offers.COMMENT.key(one.pk))
    is_over = one.state in (words.State.MERGED, words.State.SPAM) or one.is_apart
    everything = queries.whole(viewer, one)
    is_refused = bool(said) or any(form is not None for form in (comment, why, verdict))
    return page(
        request,
        "improvement/idea.html",
        status=422 if is_refused else 200,
        idea=one,
        whole=everything,
        counts=queries.own_counts(viewer, one, today),
        obstacles_found=said,
        comment=comment or forms.CommentForm(initial=draft.fields),
        why=why or forms.WhyForm(),
        verdict=verdict or forms.VerifyForm(),
        draft=draft,
        may_answer=steers and not is_over,
        may_tell=not is_over and one.answered_on is not None and (steers or one.owner_id == viewer.pk),
        may_try=not is_over and one.state in (words.State.WAITING, *words.GOING_ON),
        may_sign=not is_over and all(author.staff_id != viewer.pk for author in everything.authors),
        may_verify=one.state == words.State.DONE
        and one.owner_id != viewer.pk
        and all(v.by_id != viewer.pk for v in everything.verdicts),
        looks_after=looks_after,
    )


def _pressed(request: Request, one: Idea, does: Callable[[], None], to: Idea | None = None) -> HttpResponse:
    try:
        does()
    except NotYet as refusal:
        return _show(request, one, said=refusal.obstacles)
    return redirect("improvement:idea", (to or one).pk)
