"""Skrivbordets adresser."""

from __future__ import annotations

from django.urls import path

from .views import day, dossier, keys, me, place, protection, review, search, unit

app_name = "desk"
urlpatterns = [
    path("min-dag/", day.day, name="day"),
    path("jag/", me.me, name="me"),
    path("jag/inloggning/<uuid:pk>/avsluta/", me.end_session, name="end_session"),
    path("enheten/", unit.unit, name="unit"),
    path("enheten/<int:pk>/", unit.unit, name="unit"),
    path("akt/<uuid:dossier_pk>/", dossier.dossier, name="dossier"),
    path("akt/<uuid:dossier_pk>/handlingar/", dossier.documents, name="documents"),
    path("arende/<uuid:case_pk>/nycklar/", keys.keys, name="keys"),
    path("arende/<uuid:case_pk>/lamna-over/", keys.hand_over, name="hand_over"),
    path("arende/<uuid:case_pk>/skydd/", protection.protect, name="protect"),
    path("arende/<uuid:case_pk>/nyckel/", keys.name_staff, name="name_staff"),
    path("nyckel/<uuid:key_pk>/ta-tillbaka/", keys.end, name="end_key"),
    path("enheten/nycklar/", keys.idle, name="idle_keys"),
    path("plats/<uuid:person_pk>/", place.place, name="place"),
    path("plats/svar/<uuid:ticket>/", place.shown, name="place_shown"),
    path("skydd/<uuid:pk>/", protection.question, name="protection_question"),
    path("larm/<uuid:pk>/", protection.alarm, name="alarm"),
    path("sok/", search.search, name="search"),
    path("nodoppning/", search.break_glass, name="break_glass"),
    path("nodoppning/svar/", search.glass_broken, name="glass_broken"),
    path("loggen/", review.log, name="log"),
    path("loggen/granska/", review.reviews, name="log_reviews"),
    path("loggen/granska/<uuid:review_pk>/", review.review, name="log_review"),
    path("akt/<uuid:dossier_pk>/loggutdrag/", review.extract, name="log_extract"),
    path("akt/<uuid:dossier_pk>/loggutdrag/pdf/", review.extract_paper, name="log_extract_paper"),
]
