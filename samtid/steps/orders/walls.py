"""Väggarna kring beställningen: those who hold the case send it, those who plan or lead where it is carried out answer."""

from __future__ import annotations

from samtid.base.access.logins import OWNER
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
)
from samtid.base.access.walling.conditions import IN_CASE, IN_SERVICE
from samtid.base.organisation import roles
from samtid.steps.services.walls import recorder

from .rules import ANSWERS
from .words import SAID, Event

TODAY = "(access.at() at time zone 'Europe/Stockholm')::date"
# An answer lies where its order lies, whatever was said.
FOLLOWS = """
begin
  select o.case_id, o.provider_id into new.case_id, new.provider_id from orders_order o where o.id = new.order_id;
  return new;
end
"""

ANSWERS_ORDERS = f"""
begin
  return exists (select 1 from services_service s, organisation_membership m
    where s.id = wanted and m.staff_id = access.me() and access.holds(m.valid_from, m.valid_to)
      and m.unit_id = s.unit_id and m.role in ({roles.in_sql(ANSWERS.there)})
      and access.may_see_service(s.id));
end
"""

# What the rules ask, once more of whoever comes by another way. The order is held, so that the places are taken in turn.
ANSWERED = f"""
declare of_service uuid; ended boolean; carries integer;
begin
  if pg_has_role(current_user, '{OWNER}', 'member') then return new; end if;
  select s.id, s.ended_at is not null, s.unit_id into of_service, ended, carries
    from orders_order o join services_service s on s.id = o.service_id where o.id = new.order_id;
  if of_service is null or ended or not access.answers_orders(of_service) then
    raise exception 'samtid: not yours to answer' using errcode = 'insufficient_privilege';
  end if;
  if new.number <> 1 + (select count(*) from orders_orderanswer a where a.order_id = new.order_id) then
    raise exception 'samtid: one answer after another: else the last would never be the last' using errcode = 'check_violation';
  end if;
  if new.worker_id is not null and not exists (select 1 from organisation_membership m
      where m.staff_id = new.worker_id and m.unit_id = carries
        and m.valid_from <= {TODAY} and (m.valid_to is null or m.valid_to >= {TODAY})) then
    raise exception 'samtid: who is named works where it is carried out' using errcode = 'check_violation';
  end if;
  return new;
end
"""

OF_ORDER = "select from orders_order o where o.service_id = wanted"
OF_ANSWER = (
    "select from orders_orderanswer a join orders_order o on o.id = a.order_id where o.service_id = wanted"
)

WALLS = [
    Function("access.answers_orders(wanted uuid)", "boolean", ANSWERS_ORDERS, volatility="stable"),
    Trigger(
        "orders_order_follows_service",
        "orders_order",
        "before insert or update of case_id, service_id",
        "access.follow_service",
    ),
    Wall("orders_order", IN_SERVICE, write=IN_CASE),
    Authored("orders_order", Did("sent_by_id", "sent_at")),
    Sealed("orders_order"),
    AppendOnly("orders_order"),
    Function("access.answer_follows_order()", "trigger", FOLLOWS, to=NOBODY),
    Trigger(
        "orders_orderanswer_follows_order",
        "orders_orderanswer",
        "before insert or update of case_id, order_id",
        "access.answer_follows_order",
    ),
    Function("access.order_answered()", "trigger", ANSWERED, to=NOBODY, is_owners=False),
    Trigger("orders_orderanswer_given", "orders_orderanswer", "before insert", "access.order_answered"),
    Wall("orders_orderanswer", IN_SERVICE),
    Authored("orders_orderanswer", Did("by_id", "at")),
    Sealed("orders_orderanswer"),
    AppendOnly("orders_orderanswer"),
    recorder(
        "access.record_from_orders",
        list(SAID.values()),
        [Event.SENT],
        done={
            Event.SENT: f"{OF_ORDER} and o.sent_at = access.at()",
            **{
                event: f"{OF_ANSWER} and a.answer = '{answer}' and a.at = access.at() and a.by_id = access.me()"
                for answer, event in SAID.items()
            },
        },
    ),
    Told("orders", list(Event), by_door=list(Event)),
]
