"""Väggarna kring parterna: who holds the case sees what was noted; what is noted stands, and is about the case's own people."""

from __future__ import annotations

from samtid.base.access.walling import (
    NOBODY,
    AppendOnly,
    Authored,
    Did,
    Function,
    Sealed,
    Told,
    Trigger,
    Wall,
    done,
)
from samtid.base.access.walling.conditions import IN_CASE
from samtid.base.people.words import Bond

from .words import CONSENTS, Event, Kind

BONDS = ", ".join(f"'{bond.value}'" for bond in (Bond.GUARDIAN, Bond.LEGAL_REPRESENTATIVE))


def _kinds(*kinds: Kind) -> str:
    return f"t.kind in ({', '.join(repr(kind.value) for kind in kinds)})"


# A row is about the person of the case or a guardian or representative the case has noted, and about this case's own
# investigation, proposal or decision. Nobody is served twice, or before the decision is signed. What it sets aside is that
# party's, and no such row itself. An answer is to that party's own sending, and only that party's own consent is taken back.
SHAPED = f"""
begin
  if not exists (select from dossier_case c join dossier_dossier d on d.id = c.dossier_id
      where c.id = new.case_id and d.person_id = new.party_id)
    and not exists (select from people_relation r where r.case_id = new.case_id and r.other_id = new.party_id
      and r.bond in ({BONDS}))
    and not exists (select from parties_deed e where e.case_id = new.case_id and e.id = new.corrects_id) then
    raise exception 'samtid: a party is somebody of the case' using errcode = 'check_violation';
  end if;
  if new.investigation_id is not null and not exists (
      select from investigations_investigation i where i.id = new.investigation_id and i.case_id = new.case_id)
    or new.proposal_id is not null and not exists (
      select from investigations_proposal p where p.id = new.proposal_id and p.case_id = new.case_id)
    or new.decision_id is not null and not exists (
      select from decisions_decision d where d.id = new.decision_id and d.case_id = new.case_id and d.signed_at is not null)
    or new.corrects_id is not null and not exists (
      select from parties_deed e where e.id = new.corrects_id and e.case_id = new.case_id
        and e.party_id = new.party_id and e.kind <> '{Kind.MISTAKEN.value}')
    or new.refers_id is not null and not exists (
      select from parties_deed e where e.id = new.refers_id and e.case_id = new.case_id and e.party_id = new.party_id
        and (e.kind, new.kind) in (('{Kind.COMMUNICATED.value}', '{Kind.ANSWERED.value}'),
          ('{Kind.COMMUNICATED.value}', '{Kind.SILENT.value}'), ('{Kind.CONSENTED.value}', '{Kind.WITHDRAWN.value}'))
        and e.proposal_id is not distinct from new.proposal_id and e.subject = new.subject) then
    raise exception 'samtid: it is about the same case' using errcode = 'check_violation';
  end if;
  if new.kind = '{Kind.SERVED.value}' and (
      exists (select from decisions_decision d where d.id = new.decision_id and (new.at at time zone 'Europe/Stockholm')::date
        < (d.signed_at at time zone 'Europe/Stockholm')::date)
      or exists (select from parties_deed e where e.decision_id = new.decision_id and e.party_id = new.party_id
        and not exists (select from parties_deed m where m.corrects_id = e.id))) then
    raise exception 'samtid: served once, and not before it was made' using errcode = 'check_violation';
  end if;
  return new;
end
"""

WALLS = [
    Function("access.party_deed_is_shaped()", "trigger", SHAPED, to=NOBODY),
    Trigger("parties_deed_shaped", "parties_deed", "before insert", "access.party_deed_is_shaped"),
    Told(
        "parties",
        list(Event),
        done={
            Event.INFORMED: done(
                "parties_deed", "noted_at", "by_id", _kinds(Kind.INFORMED, Kind.NOT_INFORMED)
            ),
            Event.COMMUNICATED: done(
                "parties_deed", "noted_at", "by_id", _kinds(Kind.COMMUNICATED, Kind.EXEMPT)
            ),
            Event.ANSWERED: done("parties_deed", "noted_at", "by_id", _kinds(Kind.ANSWERED, Kind.SILENT)),
            Event.CONSENT: done("parties_deed", "noted_at", "by_id", _kinds(*CONSENTS)),
            Event.SERVED: done("parties_deed", "noted_at", "by_id", _kinds(Kind.SERVED)),
            Event.MISTAKEN: done("parties_deed", "noted_at", "by_id", _kinds(Kind.MISTAKEN)),
        },
    ),
    Authored("parties_deed", Did("by_id", "noted_at", "by_title"), [Did(at="at", earlier=True)]),
    Wall("parties_deed", IN_CASE),
    AppendOnly("parties_deed"),
    Sealed("parties_deed"),
]
