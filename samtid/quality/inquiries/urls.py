"""Frågornas adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "varfor/"
app_name = "inquiries"
urlpatterns = [
    path("", views.every, name="every"),
    path("fraga/<str:key>/", views.ask, name="ask"),
    path("<uuid:inquiry_pk>/", views.inquiry, name="inquiry"),
    path("<uuid:inquiry_pk>/rad/<str:kind>/", views.write, name="write"),
    path("<uuid:inquiry_pk>/dag/", views.put_off, name="put_off"),
    path("<uuid:inquiry_pk>/ansvarig/", views.hand_over, name="hand_over"),
    path("<uuid:inquiry_pk>/avsluta/", views.close, name="close"),
    path("orsak/<uuid:line_pk>/", views.weigh, name="weigh"),
    path("atgard/<uuid:line_pk>/", views.end, name="end"),
]
