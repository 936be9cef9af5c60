"""Adresser. None tells what anything is about."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "forslag/"
app_name = "improvement"
urlpatterns = [
    path("", views.hard, name="hard"),
    path("tack/", views.thanks, name="thanks"),
    path("lista/", views.ideas, name="ideas"),
    path("undanlagda/", views.apart, name="apart"),
    path("arets/", views.programme, name="programme"),
    path("forsok/<uuid:trial_pk>/", views.result, name="result"),
    path("<uuid:idea_pk>/", views.idea, name="idea"),
    path("<uuid:idea_pk>/svara/", views.answer, name="answer"),
    path("<uuid:idea_pk>/beratta/", views.tell, name="tell"),
    path("<uuid:idea_pk>/prova/", views.try_out, name="try_out"),
    path("<uuid:idea_pk>/kommentera/", views.comment, name="comment"),
    path("<uuid:idea_pk>/sta-bakom/", views.co_sign, name="co_sign"),
    path("<uuid:idea_pk>/samma-som/<uuid:into_pk>/", views.merge, name="merge"),
    path("<uuid:idea_pk>/skilj/", views.part, name="part"),
    path("<uuid:idea_pk>/lagg-undan/", views.lay_aside, name="lay_aside"),
    path("<uuid:idea_pk>/ta-fram/", views.take_out, name="take_out"),
    path("<uuid:idea_pk>/blev-det-battre/", views.verify, name="verify"),
]
