"""Riskernas och egenkontrollens adresser. None tells what anything is about."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "egenkontroll/"
app_name = "risks"
urlpatterns = [
    path("", views.every, name="every"),
    path("ar/", views.year, name="year"),
    path("risk/ny/", views.note, name="note"),
    path("risk/<uuid:risk_pk>/", views.risk, name="risk"),
    path("risk/<uuid:risk_pk>/bedom/", views.assess, name="assess"),
    path("risk/<uuid:risk_pk>/gjord/", views.finish, name="finish"),
    path("risk/<uuid:risk_pk>/avsluta/", views.close, name="close"),
    path("risk/<uuid:risk_pk>/ansvarig/", views.hand_over, name="hand_over"),
    path("kontroll/ny/", views.add_control, name="add_control"),
    path("kontroll/<uuid:control_pk>/", views.control, name="control"),
    path("kontroll/<uuid:control_pk>/ansvarig/", views.hand_control, name="hand_control"),
    path("kontroll/<uuid:control_pk>/upphor/", views.end_control, name="end_control"),
    path("tillfalle/<uuid:occasion_pk>/", views.conclude, name="conclude"),
]
