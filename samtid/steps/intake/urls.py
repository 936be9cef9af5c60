"""Adresser för det som kommer in."""

from __future__ import annotations

from django.urls import path

from .views import assess, family, identify, queue, show, siblings, who

PREFIX = "inkommet/"
app_name = "intake"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("registrera/", queue.register, name="register"),
    path("registrerat/<str:receipt>/", queue.registered, name="registered"),
    path("<uuid:pk>/", show.report, name="report"),
    path("<uuid:pk>/vem/", identify.identify, name="identify"),
    path("<uuid:pk>/vem/<uuid:wanted>/", who.identified, name="who"),
    path("<uuid:pk>/nara/", identify.relate, name="relate"),
    path("<uuid:pk>/nara/<uuid:wanted>/", who.related, name="who_near"),
    path("<uuid:pk>/familjen/", family.family, name="family"),
    path("<uuid:pk>/familjen/vilka/", family.who, name="family_who"),
    path("<uuid:pk>/familjen/skydd/", siblings.protection, name="family_protection"),
    path("<uuid:pk>/skyddsbedomning/", assess.assess_protection, name="assess_protection"),
    path("<uuid:pk>/ankomst/", assess.correct_arrival, name="correct_arrival"),
    path("<uuid:pk>/slag/", assess.correct_kind, name="correct_kind"),
    path("<uuid:pk>/behov/", assess.correct_need, name="correct_need"),
    path("<uuid:pk>/barn/", assess.children, name="at_home"),
    path("<uuid:pk>/avsluta/", assess.close, name="close"),
    path("<uuid:pk>/skicka/", assess.route, name="route"),
    path("<uuid:pk>/besked/", assess.feedback, name="feedback"),
    path("<uuid:pk>/svara/", assess.answer, name="answer"),
]
