"""Utredningens adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "utredningar/"
app_name = "investigations"
urlpatterns = [
    path("", views.investigations, name="list"),
    path("inled/<uuid:report_pk>/", views.open_investigation, name="open"),
    path("inled/<uuid:report_pk>/syskon/", views.open_together, name="open_together"),
    path("pagar/<uuid:report_pk>/", views.ongoing, name="ongoing"),
    path("tillfor/<uuid:report_pk>/", views.add_report, name="add_report"),
    path("last/<uuid:report_pk>/", views.read_report, name="read_report"),
    path("<uuid:pk>/", views.investigation, name="investigation"),
    path("<uuid:pk>/plan/", views.plan, name="plan"),
    path("<uuid:pk>/informera/", views.inform, name="inform"),
    path("<uuid:pk>/informera/ratta/", views.correct_informed, name="correct_informed"),
    path("<uuid:pk>/uppgift/", views.add_finding, name="add_finding"),
    path("uppgift/<uuid:pk>/ratta/", views.correct_finding, name="correct_finding"),
    path("<uuid:pk>/barnets-ord/", views.hear_child, name="hear_child"),
    path("<uuid:pk>/forslag/", views.propose, name="propose"),
    path("<uuid:pk>/kommunicera/", views.communicate, name="communicate"),
    path("<uuid:pk>/svar/", views.answer, name="answer"),
    path("<uuid:pk>/forlang/", views.extend, name="extend"),
    path("<uuid:pk>/uppfoljning/avsluta/", views.end_monitoring, name="end_monitoring"),
    path("<uuid:pk>/avsluta/", views.close, name="close"),
]
