"""Besökens adresser."""

from __future__ import annotations

from django.urls import path

from .views import day, laying, line, plan, visit

PREFIX = "besok/"
app_name = "visits"
urlpatterns = [
    path("", day.today, name="today"),
    path("utan-tackning/", line.shell, name="shell"),
    path("tryck/", line.tapped, name="tapped"),
    path("enhet/", plan.own, name="own_plan"),
    path("enhet/<int:unit_pk>/", plan.plan, name="plan"),
    path("insats/<uuid:service_pk>/", visit.of_service, name="of_service"),
    path("insats/<uuid:service_pk>/avtala/", visit.agree, name="agree"),
    path("plan/<uuid:pk>/", laying.lay_out, name="lay_out"),
    path("<uuid:pk>/", visit.visit, name="visit"),
    path("<uuid:pk>/utfort/", day.carry_out, name="carry_out"),
    path("<uuid:pk>/inte-av/", day.not_carried_out, name="not_carried_out"),
    path("<uuid:pk>/angra/", day.take_back, name="take_back"),
    path("<uuid:pk>/ratta/", day.correct, name="correct"),
    path("<uuid:pk>/avvikelse/", day.handle, name="handle"),
    path("<uuid:pk>/flytta/", visit.move, name="move"),
    path("<uuid:pk>/avboka-resten/", visit.call_off, name="call_off"),
    path("<uuid:pk>/vem/", visit.assign, name="assign"),
]
