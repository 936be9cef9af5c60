"""Adresser för den öppna ingången. No address tells what anybody needs: browsers remember addresses."""

from __future__ import annotations

from django.urls import path, register_converter

from samtid.base.dossier.words import Need

from . import ideas_views, open_routines_views, open_views, views
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
    path("forbattringar/", ideas_views.ideas, name="ideas"),
    path("forbattringar/ny/", ideas_views.new_idea, name="new_idea"),
    path("forbattringar/tack/", ideas_views.idea_thanks, name="idea_thanks"),
    path("forbattringar/svar/", ideas_views.idea_answer, name="idea_answer"),
    path("forbattringar/lista.json", ideas_views.ideas_json, name="ideas_json"),
    path("forbattringar/flode.atom", ideas_views.ideas_atom, name="ideas_atom"),
    path("forbattringar/flode.rss", ideas_views.ideas_rss, name="ideas_rss"),
    path("forbattringar/<uuid:idea_pk>/", ideas_views.idea, name="idea"),
    path("oppet/", open_views.start, name="open"),
    path("oppet/siffror.csv", open_views.download, name="open_download"),
    path("oppet/siffror.json", open_views.as_json, name="open_json"),
    path("oppet/ordlista.csv", open_views.dictionary, name="open_dictionary"),
    path("oppet/katalog.ttl", open_views.catalogue, name="open_catalogue"),
    path("oppna-rutiner/", open_routines_views.routines, name="open_routines"),
    path("oppna-rutiner/rutiner.csv", open_routines_views.download, name="open_routines_csv"),
    path("oppet/<str:key>/", open_views.figure, name="open_figure"),
    path("kvitto/", views.receipt, name="receipt"),
    path("att-granska/", views.marked, name="marked"),
    path("logga-in/", views.login, name="login"),
    path("logga-ut/", views.logout, name="logout"),
    path("logga-ut/overallt/", views.logout_everywhere, name="logout_everywhere"),
    path("tillganglighet/", views.accessibility, name="accessibility"),
]
