"""LSS adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "lss/"
app_name = "lss"
urlpatterns = [
    path("arende/<uuid:case_pk>/", views.of_case, name="case"),
    path("arende/<uuid:case_pk>/personkrets/", views.assess, name="assess"),
    path("arende/<uuid:case_pk>/plan/", views.plan, name="plan"),
    path("beslut/<uuid:pk>/prova/", views.weigh, name="weigh"),
    path("plan/<uuid:pk>/fel/", views.wrong, name="wrong"),
]
