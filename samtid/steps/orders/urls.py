"""Beställningarnas adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "bestallningar/"
app_name = "orders"
urlpatterns = [
    path("insats/<uuid:service_pk>/", views.of_service, name="of_service"),
    path("insats/<uuid:service_pk>/skicka/", views.send, name="send"),
    path("<uuid:pk>/", views.order, name="order"),
    path("<uuid:pk>/svara/", views.answer, name="answer"),
    path("<uuid:pk>/annan/", views.move, name="move"),
]
