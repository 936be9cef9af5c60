"""Väggarna kring insatserna: the carrying-out unit sees the service and the person's name, never the case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from samtid.base.access.walling import NOBODY, Authored, Did, Function, Sealed, Told, Trigger, Wall
from samtid.base.access.walling.conditions import IN_CASE, IN_SERVICE
from samtid.ground.words import Word

from .words import Event

# The person comes from the case, whatever was said: else a false service would open a stranger's name.
BELONGS = """
begin
  select d.person_id into new.person_id from dossier_case c join dossier_dossier d on d.id = c.dossier_id
    where c.id = new.case_id;
  return new;
end
"""

# A row about a service lies where the service lies, whatever was said.
FOLLOWS = """
begin
  select s.case_id, s.provider_id into new.case_id, new.provider_id
    from services_service s where s.id = new.service_id;
  return new;
end
"""

# While a service runs, its person is present in the carrying-out unit's compartment, with the reach of a
# service: a name and a place to go to. When the last one has ended the presence is taken away.
PRESENT = """
begin
  insert into people_presence (id, person_id, case_id, compartment_id, reach)
    select gen_random_uuid(), new.person_id, new.case_id, new.provider_id, 'service'
    where new.ended_at is null and new.provider_id is not null
      and not exists (select 1 from people_presence p where p.case_id = new.case_id
        and p.compartment_id = new.provider_id and p.reach = 'service');
  delete from people_presence p
    where p.case_id = new.case_id and p.reach = 'service'
      and not exists (select 1 from services_service s where s.case_id = new.case_id
        and s.provider_id = p.compartment_id and s.ended_at is null);
  return null;
end
"""

MAY_SEE_SERVICE = """
begin
  return exists (select 1 from services_service s where s.id = wanted
    and ((not s.is_sealed and (s.compartment_id = any (access.my_compartments())
        or s.provider_id = any (access.my_visiting())))
      or s.case_id = any (access.my_service_cases())));
end
"""

OF_SERVICE = "select from services_service s where s.id = wanted"


def recorder(
    name: str, own: Iterable[Word], others: Iterable[Word] = (), done: Mapping[str, str] | None = None
) -> Function:
    """The carrying-out unit adds a line to a diary that it cannot read: only of what it does (``own``), in the words for it.

    ``others`` are said by those who hold the case; ``done`` says by which row one sees that it was (``wanted`` the service).
    """
    own, others = list(own), list(others)
    labels = " ".join(f"when '{verb.value}' then '{verb.label}'" for verb in (*own, *others))
    mine = ", ".join(f"'{verb.value}'" for verb in own)
    proofs = " ".join(f"when '{verb}' then exists ({sql})" for verb, sql in (done or {}).items())
    return Function(
        f"{name}(wanted uuid, line uuid, what text, citation text)",
        "void",
        f"""
declare held uuid; words text := case what {labels} end;
begin
  if access.me() is null or not access.may_see_service(wanted) then
    raise exception 'samtid: no key to this service' using errcode = 'insufficient_privilege';
  end if;
  select s.case_id into held from services_service s where s.id = wanted;
  if words is null or what not in ({mine}) and not access.may_see_case(held) then
    raise exception 'samtid: not yours to say' using errcode = 'insufficient_privilege';
  end if;
  if not coalesce({f"case what {proofs} else true end" if proofs else "true"}, false) then
    raise exception 'samtid: the diary says what was done, and that was not' using errcode = 'insufficient_privilege';
  end if;
  perform access.one_more_line();
  insert into dossier_event (id, case_id, verb, said, law, at, by_id)
    values (line, held, what, words, left(citation, 120), access.at(), access.me());
end
""",
    )


# The log names the dossier, which the carrying-out unit itself never learns. The line lies in the
# compartment that the reader's key came from, so that the reader's own manager reviews it.
OPENED = """
begin
  insert into access_opening (id, at, staff_id, action, dossier_id, compartment_id, page, why)
    select gen_random_uuid(), access.at(), access.me(), 'view', f.dossier_id, f.compartment_id, name, ''
    from (select distinct c.dossier_id,
        case when s.provider_id = any (access.my_visiting()) then s.provider_id else s.compartment_id end compartment_id
      from services_service s join dossier_case c on c.id = s.case_id
      where s.id = any (wanted) and access.me() is not null and access.may_see_service(s.id)) f;
end
"""

WALLS = [
    Function("access.service_belongs()", "trigger", BELONGS, to=NOBODY),
    Function("access.follow_service()", "trigger", FOLLOWS, to=NOBODY),
    Function("access.keep_service_presence()", "trigger", PRESENT, to=NOBODY),
    Function("access.may_see_service(wanted uuid)", "boolean", MAY_SEE_SERVICE, volatility="stable"),
    recorder(
        "access.record_from_service",
        [Event.GOAL_ADDED],
        [verb for verb in Event if verb != Event.GOAL_ADDED],
        done={
            **dict.fromkeys((Event.STARTED, Event.PLANNED), f"{OF_SERVICE} and s.started_at = access.at()"),
            Event.BEGAN: f"{OF_SERVICE} and s.began_on is not null",
            **dict.fromkeys(
                (Event.ENDED, Event.INTERRUPTED), f"{OF_SERVICE} and s.ended_by_id = access.me()"
            ),
            Event.GOAL_ADDED: "select from services_goal g where g.service_id = wanted",
        },
    ),
    Told("services", list(Event), by_door=list(Event)),
    Function("access.open_services(wanted uuid[], name text)", "void", OPENED),
    Trigger(
        "services_service_belongs",
        "services_service",
        "before insert or update of case_id",
        "access.service_belongs",
    ),
    Trigger(
        "services_service_present",
        "services_service",
        "after insert or update of provider_id, ended_at",
        "access.keep_service_presence",
    ),
    Trigger(
        "services_goal_follows_service",
        "services_goal",
        "before insert or update of case_id, service_id",
        "access.follow_service",
    ),
    # only those who hold the case start and end a service
    Wall(
        "services_service",
        IN_SERVICE,
        write=IN_CASE,
        columns=["began_on", "ends_on", "extent", "ended_at", "ended_by_id", "end_reason", "end_comment"],
    ),
    Wall("services_goal", IN_SERVICE),
    Authored(
        "services_service",
        Did("started_by_id", "started_at"),
        [Did("ended_by_id", "ended_at", earlier=True)],
    ),
    Sealed("services_service"),
    Sealed("services_goal"),
    # written by the later room's trigger: the unit learns that nobody is there, and the web says nothing of its own
    Trigger(
        "services_away_follows_service",
        "services_away",
        "before insert or update of case_id, service_id",
        "access.follow_service",
    ),
    Wall("services_away", IN_SERVICE, verbs="select"),
    Sealed("services_away"),
]
