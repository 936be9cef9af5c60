"""Words of the plan: the terms of its cost, and why a visit stands where it stands."""

from __future__ import annotations

from samtid.ground.words import Word


class Term(Word):
    """Kostnadspost: one term of the objective, in minutes unless the help says otherwise."""

    TRAVEL = "travel_time", "Restid", "Minuter på väg, också hem."
    TARDINESS = "total_tardiness", "Försening", "Summan av alla insatsers minuter efter fönstrets slut."
    WORST = "highest_tardiness", "Största försening", "Den mest försenade insatsens minuter."
    WAITING = "total_waiting_time", "Väntan", "Minuter mellan framkomst och start."
    OVERTIME = "total_extra_time", "Övertid", "Minuter efter passets slut."
    IDLE = "max_idle_time", "Största dötid", "Den mest sysslolösa medarbetarens minuter."
    FAIRNESS = "fairness", "Ojämn fördelning", "Den längsta arbetstiden minus medeltalet, i minuter."
    PREFERENCE = "caregiver_preferences", "Mot önskemål", "Antal insatser av någon som inte önskats."
    CONTINUITY = "continuity", "Ny för personen", "Antal insatser, vägda med hur okänd medarbetaren är."
    LEFT_OUT = "optional_patients", "Uteblivna besök", "Antal besök som inte ryms."
    MISSED_LUNCH = (
        "missed_lunch_break",
        "Missade luncher",
        "Antal medarbetare med rätt till lunch som inte får den.",
    )


class Reason(Word):
    """Skäl: what decides when or by whom a service is given."""

    WINDOW_OPENS = "window_opens", "Tidsfönstret öppnar då."
    ARRIVAL = "arrival", "Medarbetaren kan inte vara framme tidigare."
    PARTNER = "partner", "Starten följer den andra insatsen i paret."
    SHIFT = "shift", "Arbetspasset börjar då."
    LATER = "later", "Starten kan läggas senare utan att någon försenas; det minskar väntan."
    ONLY_ONE = "only_one", "Bara en medarbetare får utföra insatsen."
    DELEGATION = "delegation", "Delegeringen gäller bara en del av dagen."
