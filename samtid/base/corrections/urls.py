"""Adresser för rättelser."""

from __future__ import annotations

from django.urls import path

from .views import details, merging, moving, relations

app_name = "corrections"
urlpatterns = [
    path("person/<uuid:person_pk>/", details.person, name="person"),
    path("person/<uuid:person_pk>/ratta/<str:what>/", details.change, name="change"),
    path("person/<uuid:person_pk>/nummer/<uuid:ticket>/", details.number, name="number"),
    path("person/<uuid:person_pk>/nara/", relations.relate, name="relate"),
    path("person/<uuid:person_pk>/nara/<uuid:ticket>/", relations.related, name="related"),
    path("relation/<uuid:relation_pk>/avsluta/", relations.end, name="end_relation"),
    path("akt/<uuid:dossier_pk>/fel-person/", moving.wrong_person, name="wrong_person"),
    path("akt/<uuid:dossier_pk>/fel-person/<uuid:wanted>/", moving.right_person, name="right_person"),
    path("flyttat/<uuid:move_pk>/", moving.moved, name="moved"),
    path("person/<uuid:person_pk>/samma/", merging.find, name="same"),
    path("person/<uuid:person_pk>/samma/<uuid:other>/", merging.same, name="same_person"),
    path("samma-person/<uuid:merger_pk>/", merging.question, name="merger"),
]
