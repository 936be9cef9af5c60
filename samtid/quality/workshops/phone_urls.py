"""Adresserna för den som har en lapp. No log-in, and no address tells who or what."""

from __future__ import annotations

from django.urls import path

from . import phone_views as views

PREFIX = "stuga/"
app_name = "seat"
urlpatterns = [
    path("", views.seat, name="seat"),
    path("in/", views.sit, name="sit"),
    path("lapp/", views.note, name="note"),
    path("lapp/tack/", views.thanks, name="thanks"),
    path("rost/", views.vote, name="vote"),
    path("nu/", views.now, name="now"),
    path("svar/", views.became, name="became"),
    path("ut/", views.leave, name="leave"),
]
