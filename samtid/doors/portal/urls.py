"""Adresser för den öppna ingången. No address tells what anybody needs: browsers remember addresses."""

from __future__ import annotations

from django.urls import path, register_converter

from samtid.base.dossier.words import Need

from . import views
from .words import OF_NEED, OF_NUMBER


class NeedConverter:
    """A need as a number: ``reverse("portal:need", args=["violence"])`` is ``/behov/4/``."""

    regex = "[1-8]"

    def to_python(self, value: str) -> Need:
        return OF_NUMBER[int(value)].need

    def to_url(self, value: str) -> str:
        return str(OF_NEED[Need(value)].number)


register_converter(NeedConverter, "need")

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("behov/<need:wanted>/", views.need, name="need"),
    path("det-vi-kan-hjalpa-till-med/", views.services, name="services"),
    path("farger/<str:pair>.css", views.colours, name="colours"),
    path("kvitto/", views.receipt, name="receipt"),
    path("att-granska/", views.marked, name="marked"),
    path("logga-in/", views.login, name="login"),
    path("logga-ut/", views.logout, name="logout"),
    path("logga-ut/overallt/", views.logout_everywhere, name="logout_everywhere"),
    path("tillganglighet/", views.accessibility, name="accessibility"),
]
