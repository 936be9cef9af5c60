"""Uppföljningens adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "uppfoljning/"
app_name = "followup"
urlpatterns = [
    path("", views.waiting, name="waiting"),
    path("insats/<uuid:service_pk>/", views.of_service, name="of_service"),
    path("insats/<uuid:service_pk>/folj-upp/", views.follow_up, name="follow_up"),
    path("<uuid:pk>/", views.followup, name="followup"),
    path("<uuid:pk>/svar/", views.feedback, name="feedback"),
    path("svar/<uuid:pk>/", views.reply, name="reply"),
]
