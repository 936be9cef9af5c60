"""Adresser. None tells what anything is about."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "mal-och-beslut/"
app_name = "direction"
urlpatterns = [
    path("", views.start, name="start"),
    path("beslut/", views.decisions, name="decisions"),
    path("beslut/nytt/", views.enter, name="enter"),
    path("beslut/<uuid:pk>/", views.decision, name="decision"),
    path("beslut/<uuid:pk>/folj-upp/", views.follow_up, name="follow_up"),
    path("beslut/<uuid:pk>/andra/", views.change_decision, name="change_decision"),
    path("beslut/<uuid:pk>/oppna/", views.reopen_decision, name="reopen_decision"),
    path("ledningsgrupp/", views.meetings, name="meetings"),
    path("ledningsgrupp/nytt/", views.new_meeting, name="new_meeting"),
    path("ledningsgrupp/<uuid:pk>/", views.meeting, name="meeting"),
    path("ledningsgrupp/<uuid:pk>/punkt/", views.raise_point, name="raise_point"),
    path("punkter/<uuid:pk>/", views.point, name="point"),
    path("punkter/<uuid:pk>/avsluta/", views.end_point, name="end_point"),
    path("punkter/<uuid:pk>/andra/", views.change_point, name="change_point"),
    path("punkter/<uuid:pk>/oppna/", views.reopen_point, name="reopen_point"),
    path("planer/ny/", views.new_plan, name="new_plan"),
    path("planer/<uuid:pk>/", views.plan, name="plan"),
    path("planer/<uuid:pk>/tema/", views.set_theme, name="set_theme"),
    path("planer/<uuid:pk>/ratta/", views.correct_plan, name="correct_plan"),
    path("planer/<uuid:pk>/mal/", views.add_goal, name="add_goal"),
    path("mal/<uuid:pk>/", views.goal, name="goal"),
    path("mal/<uuid:pk>/folj-upp/", views.follow_goal, name="follow_goal"),
    path("mal/<uuid:pk>/avsluta/", views.end_goal, name="end_goal"),
    path("mal/<uuid:pk>/andra/", views.change_goal, name="change_goal"),
    path("mal/<uuid:pk>/oppna/", views.reopen_goal, name="reopen_goal"),
    path("mal/<uuid:pk>/aktivitet/", views.add_activity, name="add_activity"),
    path("aktiviteter/<uuid:pk>/", views.activity, name="activity"),
    path("aktiviteter/<uuid:pk>/milstolpe/", views.add_milestone, name="add_milestone"),
    path("aktiviteter/<uuid:pk>/avsluta/", views.end_activity, name="end_activity"),
    path("aktiviteter/<uuid:pk>/andra/", views.change_activity, name="change_activity"),
    path("aktiviteter/<uuid:pk>/oppna/", views.reopen_activity, name="reopen_activity"),
    path("aktiviteter/<uuid:pk>/knyt/", views.tie, name="tie"),
    path("milstolpar/<uuid:pk>/nadd/", views.reach_milestone, name="reach_milestone"),
]
