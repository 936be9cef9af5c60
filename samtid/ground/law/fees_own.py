"""Vad kommunen själv bestämmer om avgifter, där lagen inte säger hur. Each begins as it says, or unset."""

from __future__ import annotations

from samtid.ground.law import fees
from samtid.ground.law.own import Measure, Own, OwnValue

FEES: dict[Own, OwnValue] = {
    Own.PRICE_BASE: OwnValue(
        measure=Measure.HUNDREDS,
        begins_with=None,
        least=400,
        most=2000,
        says="Behövs bara för ett år som Samtid inte har läst i lagen: 592 är 59 200 kronor. Första dagen är den 1 januari det året.",
        law=fees.HIGHEST_CARE,
        beyond="Prisbasbeloppet bestäms av regeringen för varje år: kontrollera talet.",
    ),
    Own.FEE_ROUNDING: OwnValue(
        measure=Measure.CHOICE,
        begins_with=1,
        least=1,
        most=2,
        says="1: högsta avgiften avrundas nedåt och minimibeloppet uppåt, så att lagens gräns alltid hålls. 2: till närmaste krona.",
        law=fees.HIGHEST_CARE,
        beyond="Det finns två sätt att avrunda.",
    ),
    Own.FEE_SUPPLEMENT: OwnValue(
        measure=Measure.CHOICE,
        begins_with=None,
        least=1,
        most=2,
        says="1: bostadstillägg räknas som inkomst. 2: det minskar boendekostnaden. Skriv det som era avgiftsregler säger.",
        law=fees.BASE,
        beyond="Det finns två sätt att räkna bostadstillägg.",
    ),
    Own.FEE_UNSTATED: OwnValue(
        measure=Measure.CHOICE,
        begins_with=None,
        least=1,
        most=2,
        says="1: avgift enligt taxan, högst den högsta avgiften. 2: ingen avgift förrän uppgifterna finns. Skriv det som era avgiftsregler säger.",
        law=fees.BASE,
        beyond="Det finns två sätt att göra när inkomsten inte är känd.",
    ),
}
