"""Den som frågar, på nätet: the address, for counting how much comes from one place. Never kept as it is."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Where it came from on the network. Only a proxy of our own, which we trust for HTTPS, is believed about others."""
    if settings.SECURE_PROXY_SSL_HEADER:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
