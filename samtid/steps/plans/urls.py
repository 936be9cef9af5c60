"""Genomförandeplanernas adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "genomforandeplaner/"
app_name = "plans"
urlpatterns = [
    path("insats/<uuid:service_pk>/", views.of_service, name="of_service"),
    path("insats/<uuid:service_pk>/skriv/", views.write, name="write"),
    path("<uuid:pk>/", views.plan, name="plan"),
    path("<uuid:pk>/anta/", views.adopt, name="adopt"),
    path("<uuid:pk>/folj-upp/", views.follow_up, name="follow_up"),
    path("uppfoljning/<uuid:pk>/ratta/", views.correct, name="correct"),
]
