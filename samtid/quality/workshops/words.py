"""Ord i arbetsstugan."""

from __future__ import annotations

from samtid.ground.words import Word


class StepKind(Word):
    """Vad man gör i ett steg."""

    WRITE = "write", "Skriv tyst", "Var och en skriver lappar. Ingen ser dem förrän steget är slut."
    READ = "read", "Läs", "Gruppen läser sina lappar."
    CLUSTER = "cluster", "Sortera", "Lapparna läggs ihop till teman."
    VOTE = "vote", "Rösta", "Alla röstar samtidigt, var och en med lika många röster."
    DISCUSS = "discuss", "Samtala", "Grupperna talar om det som fick flest röster."
    PAUSE = "pause", "Paus", "Kaffe."


class State(Word):
    """Var stugan står."""

    PREPARING = "preparing", "Förbereds"
    RUNNING = "running", "Pågår"
    ENDED = "ended", "Avslutad"


class Guest(Word):
    """Gäst: somebody without a log-in. Counted by kind, never by name."""

    POLITICIAN = "politician", "Förtroendevald"
    FACILITATOR = "facilitator", "Processledare"
    OTHER = "other", "Annan gäst"


class Deed(Word):
    """Händelse: one line of what the host has done."""

    MADE = "made", "Gjorde stugan"
    STEP = "step", "Lade till ett steg"
    DROPPED = "dropped", "Tog bort ett steg"
    INVITED = "invited", "Bjöd in"
    DEALT = "dealt", "Delade in grupper"
    LAID_OUT = "laid_out", "Gjorde lappar till ingången"
    MOVED = "moved", "Gick vidare"
    ENDED = "ended", "Avslutade"
    GATHERED = "gathered", "Lade lappar i ett tema"
    LOOSENED = "loosened", "Tog lappar ur sitt tema"
    MERGED = "merged", "Slog ihop två teman"
    PARTED = "parted", "Skilde två teman åt"
    PICKED = "picked", "Förslag till plan"
    HIDDEN = "hidden", "Visar inte en lapp"
    SHOWN = "shown", "Visar en lapp"
    TAKEN_UP = "taken_up", "Togs upp"


class Kept(Word):
    """Svaret till telefonen."""

    KEPT = "kept", "Mottaget."
    ALREADY = "already", "Det hade redan kommit fram. Det räknas en gång."
    CLOSED = "closed", "Steget är inte öppet. Visa sidan på nytt och se vad som pågår."
    SPENT = "spent", "Du har inga röster kvar."
    MANY = "many", "Det har kommit många lappar härifrån. Vänta till nästa steg."
    OTHER = "other", "Det som skickades har samma nyckel som något annat. Visa sidan på nytt och skicka igen."
    GONE = "gone", "Lappen till ingången gäller inte längre. Gå in på nytt."
