"""Beslutets adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "beslut/"
app_name = "decisions"
urlpatterns = [
    path("", views.decisions, name="list"),
    path("skriv/<uuid:investigation_pk>/", views.prepare, name="prepare"),
    path("<uuid:pk>/", views.decision, name="decision"),
    path("<uuid:pk>/andra/", views.change, name="change"),
    path("<uuid:pk>/lamna-over/", views.hand_over, name="hand_over"),
    path("<uuid:pk>/skicka-tillbaka/", views.send_back, name="send_back"),
    path("<uuid:pk>/skriv-under/", views.sign, name="sign"),
    path("<uuid:pk>/registrera/", views.register, name="register"),
    path("<uuid:pk>/underratta/", views.notify, name="notify"),
    path("<uuid:pk>/underratta/ratta/", views.correct_notice, name="correct_notice"),
    path("<uuid:pk>/overklagat/", views.receive_appeal, name="receive_appeal"),
    path("overklagande/<uuid:pk>/", views.settle_appeal, name="settle_appeal"),
    path("<uuid:pk>/laga-kraft/", views.note_final, name="note_final"),
    path("<uuid:pk>/brev/", views.letter, name="letter"),
    path("<uuid:pk>/brev/<int:number>/", views.letter, name="letter_to"),
]
