"""Utkast: kept while they are typed, and thrown away only on purpose."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from samtid.base.access.request import Request
from samtid.base.look import house
from samtid.ground.sweden import swedish_time
from samtid.ground.text import whole

from .. import actions, forms, rules
from ..drafts import DROP, KEY, is_newer, keep_sent

NOT_A_DRAFT = "Utkastet är inte skrivet som fält och text."
TOO_LARGE = "Utkastet går inte att spara: det är för stort eller saknar plats."
LATE = "Ett nyare utkast är redan sparat. Det här lades åt sidan."
BESIDE = "Samma formulär är öppet på en annan plats. Båda texterna är sparade, var för sig."


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: Request, key: str) -> HttpResponse:
    """Keeps what is being typed. The script in base/look sends it while the user writes.

    GET tells a page that was reloaded whether its last letters came in after it was drawn.

    409 says that the draft is not the only one, or not the newest; ``kept`` tells whether it is saved all the same.
    """
    if request.method != "POST":
        return JsonResponse({"newer": is_newer(request, key, request.headers.get("X-Draft-From", ""))})
    if request.content_type != "application/json":  # of a form the body may have been read already
        return JsonResponse({"fel": NOT_A_DRAFT}, status=400)
    if not _is_known(key) or len(request.body) > forms.LARGEST_DRAFT:
        return JsonResponse({"fel": TOO_LARGE}, status=400)
    fields = rules.clean_draft(request.json)
    sequence = whole(request.headers.get("X-Draft-Sequence", "0"))
    if fields is None or sequence is None or not 0 <= sequence < rules.SENT_AS_FORM:
        return JsonResponse({"fel": NOT_A_DRAFT}, status=400)
    kept = actions.keep_draft(
        key,
        fields,
        sequence=sequence,
        page=rules.page_name(request.headers.get("X-Draft-Page", "")),
        origin=rules.read_origin(request.headers.get("X-Draft-From", "")),
        by=request.user,
        at=request.at,
    )
    said = {"saved_at": f"{swedish_time(kept.draft.saved_at):%H:%M}", "kept": not kept.is_late}
    if kept.is_late or kept.is_beside:
        return JsonResponse(said | {"fel": LATE if kept.is_late else BESIDE}, status=409)
    return JsonResponse(said)


def _is_known(key: str) -> bool:
    """Whether some room's form makes such keys: what nobody could find again is not kept."""
    return rules.is_draft_key(key) and house.draft_of(key)[0] is not None


@require_POST
def drop(request: Request) -> HttpResponse:
    """Throws away one of several texts of a form. What stands in the form itself is kept first."""
    key, chosen = request.POST.get(KEY, ""), whole(request.POST.get(DROP, ""))
    if _is_known(key):
        keep_sent(request, key, by=request.user, at=request.at)
    if chosen is not None:
        actions.throw_away(chosen, by=request.user, at=request.at)
        messages.success(request, "Den andra texten är borttagen.")
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}, require_https=request.is_secure()
    )
    return redirect(came_from if is_ours else reverse("desk:day"))
