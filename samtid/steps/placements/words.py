"""Ord om placeringar och hem."""

from __future__ import annotations

from samtid.ground.words import Word


class HomeKind(Word):
    """Slag av hem."""

    FAMILY_HOME = "family_home", "Familjehem"
    EMERGENCY_HOME = "emergency_home", "Jourhem"
    NETWORK_HOME = "network_home", "Familjehem i barnets nätverk"
    RESIDENTIAL = "residential", "HVB"
    SIS = "sis", "SiS ungdomshem"
    SUPPORTED = "supported", "Stödboende"

    @property
    def is_family(self) -> bool:
        """A private home, investigated by a committee (SoL 22:2), and in the list to IVO (SoF 3:4)."""
        return self in (HomeKind.FAMILY_HOME, HomeKind.EMERGENCY_HOME, HomeKind.NETWORK_HOME)

    @property
    def is_lasting(self) -> bool:
        """A family home where a child may grow up: two years there, and custody is considered (SoL 22:14)."""
        return self in (HomeKind.FAMILY_HOME, HomeKind.NETWORK_HOME)


class Ground(Word):
    """Grund för vården: the same ground has one paragraph before New Year 2027 and another after."""

    CONSENT = "consent", "Frivilligt, med samtycke"
    CUSTODY = "custody", "Omedelbart omhändertagande"
    ENVIRONMENT = "environment", "Vård på grund av hemmet"
    BEHAVIOUR = "behaviour", "Vård på grund av eget beteende"
    ATTACHMENT = "attachment", "Vård på grund av anknytning till familjehemmet"


class Why(Word):
    """Varför barnet kom till just det här hemmet."""

    FIRST = "first", "Första placeringen"
    PLANNED = "planned", "Planerad flytt"
    HOME_ENDS = "home_ends", "Hemmet kan inte fortsätta"
    CHILD_NEEDS = "child_needs", "Barnet behöver något annat"
    SIBLINGS = "siblings", "För att bo med syskon"
    BACK = "back", "Tillbaka efter avbrott"


class LeftWhy(Word):
    """Varför barnet inte är kvar i hemmet, utan att ha kommit till ett nytt."""

    RAN_AWAY = "ran_away", "Avvikit"
    HOME_ENDS = "home_ends", "Hemmet kan inte fortsätta"
    TAKEN = "taken", "Hämtat av någon annan"
    HOSPITAL = "hospital", "På sjukhus"
    VISIT = "visit", "Hos anhöriga över natten"


class Destination(Word):
    """Vart barnet flyttade när vården slutade."""

    HOME = "home", "Hem till vårdnadshavare"
    OTHER_PARENT = "other_parent", "Till den andra föräldern"
    CUSTODY = "custody", "Bor kvar, familjehemmet fick vårdnaden"
    OWN = "own", "Eget boende"
    OTHER_MUNICIPALITY = "other_municipality", "En annan kommun tog över"
    ADULT = "adult", "Annan insats för vuxna"
    OTHER = "other", "Annat"


class Done(Word):
    """Vad nämnden har gjort: stops a clock, and starts the next round where the law counts on."""

    SUBMITTED = "submitted", "Lämnat omhändertagandet till rätten"
    APPLIED = "applied", "Ansökt om vård hos rätten"
    CONSIDERED = "considered", "Övervägt om vården behövs (SoL)"
    CONSIDERED_CARE = "considered_care", "Övervägt vården (hemmet eller anknytning)"
    REVIEWED = "reviewed", "Omprövat vården (eget beteende)"
    CUSTODY = "custody", "Övervägt vårdnadsöverflyttning"
    REVISED = "revised", "Reviderat vårdplanen"
    INVESTIGATED = "investigated", "Utredningen avslutad: jourhemmets två månader börjar"


class Event(Word):
    """Händelser i dagboken."""

    BEGAN = "placement_began", "Placeringen började"
    MOVED = "placement_moved", "Barnet flyttade till ett annat hem"
    LEFT = "placement_left", "Barnet är inte kvar i hemmet"
    ENDED = "placement_ended", "Vården utanför hemmet slutade"
    CORRECTED = "placement_corrected", "En placering rättades"
    ANNULLED = "placement_annulled", "En placering gällde fel barn"
    GROUND = "placement_ground", "Grunden för vården ändrades"
    DONE = "placement_done", "Nämnden har följt vården"
    UNDONE = "placement_undone", "Något i vården var antecknat av misstag"
    SECRETARY = "placement_secretary", "En ny socialsekreterare utsågs för barnet"
    PLANNED = "placement_visit_planned", "Besök hos barnet planerat"
    VISITED = "placement_visited", "Besök hos barnet"


# What a clock of the home is called where its own name would tell what kind of home it is.
HOME_CLOCK = "En frist om hemmet"


class Fit(Word):
    """Om ett hem passar."""

    FITS = "fits", "Passar"
    ASK = "ask", "Fråga"
    NO = "no", "Passar inte"
