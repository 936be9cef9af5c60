"""Ett formulär som inte togs emot: what was written is given back, so that it can be copied."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader

# Keys, choices and dates are nothing that anybody wrote.
NOT_WRITTEN = re.compile(r"\S{0,40}|[\d\s:.-]*")
SECRET = ("csrfmiddlewaretoken", "password", "draft_key", "draft_page", "draft_from")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 with the texts of the form. Another site's form is shown nothing of: we do not repeat its words."""
    said = "Sidan hade legat öppen för länge. Ladda om den."
    if request.content_type == "application/json":
        return JsonResponse({"fel": said}, status=403)
    elsewhere = request.headers.get("Sec-Fetch-Site") == "cross-site" or "Origin" in reason
    texts = (
        []
        if elsewhere
        else [
            value
            for name, values in request.POST.lists()
            if name not in SECRET
            for value in values
            if not NOT_WRITTEN.fullmatch(value)
        ]
    )
    drawn = loader.get_template("403_csrf.html").render({"texts": texts}, request)
    return HttpResponse(drawn, status=403)
