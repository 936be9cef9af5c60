"""Schemats adresser."""

from __future__ import annotations

from django.urls import path

from .views import away, mine, shift, week

PREFIX = "schema/"
app_name = "roster"
urlpatterns = [
    path("", week.own, name="own"),
    path("mitt/", mine.mine, name="mine"),
    path("enhet/<int:unit_pk>/", week.week, name="week"),
    path("enhet/<int:unit_pk>/avtal/", week.contract, name="contract"),
    path("enhet/<int:unit_pk>/pass/", shift.add, name="add"),
    path("enhet/<int:unit_pk>/borta/", away.tell, name="tell_away"),
    path("enhet/<int:unit_pk>/utan-personal/", away.lost, name="lost"),
    path("pass/<uuid:shift_pk>/", shift.shift, name="shift"),
    path("pass/<uuid:shift_pk>/stall-in/", shift.call_off, name="call_off"),
    path("borta/<uuid:absence_pk>/", away.absence, name="absence"),
    path("borta/<uuid:absence_pk>/inte-sa/", away.take_back, name="take_back"),
]
