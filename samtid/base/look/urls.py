"""Addresses of the style guide."""

from __future__ import annotations

from django.urls import path

from samtid.base.look import views

app_name = "look"
urlpatterns = [
    path("utseende/", views.styleguide, name="styleguide"),
    path("utseende/enkel/", views.plain_example, name="plain_example"),
]
