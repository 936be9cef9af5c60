"""The door that takes something in keeps the age as well. The rest of it stands as it stood in 0002."""

from django.db import migrations

from samtid.base.access import operations as ops

RECEIVE_REPORT = """
declare place int; open_way boolean := coalesce(access.purpose() = 'portal', true);
begin
  if open_way and access.purpose() is null then
    raise exception 'samtid: nobody is acting' using errcode = 'insufficient_privilege';
  end if;
  if not open_way and access.me() is null and access.purpose() <> 'command' then
    raise exception 'samtid: nobody is acting' using errcode = 'insufficient_privilege';
  end if;
  if length(said->>'text') > 20000 then
    raise exception 'samtid: too long' using errcode = 'check_violation';
  end if;
  select h.compartment_id into place from organisation_unit u join access_holding h on h.unit_id = u.id
    where u.kind = 'reception' and access.holds(u.valid_from, u.valid_to) and access.holds(h.valid_from, h.valid_to)
    order by (h.compartment_id = any (access.my_compartments())) desc, u.id limit 1;
  if place is null then
    raise exception 'samtid: no reception on this day' using errcode = 'check_violation';
  end if;
  insert into intake_report (id, compartment_id, is_sealed, receipt, need, kind, channel, received_at, registered_at,
    registered_by_id, text, is_urgent, reporter_name, reporter_category, reporter_contact, wants_feedback,
    is_anonymous, safe_contact, about_name, about_number, about_age, about_address, about_school, guardians_told, interpreter,
    routing_reason, protection_text, proposed_outcome, outcome, outcome_reason, late_reason, feedback_text)
  values ((said->>'id')::uuid, place, false, said->>'receipt', said->>'need', said->>'kind',
    case when open_way then 'web' else said->>'channel' end,
    case when open_way then access.at() else (said->>'received_at')::timestamptz end,
    case when open_way then access.at() else (said->>'registered_at')::timestamptz end,
    access.me(), said->>'text', (said->>'is_urgent')::boolean, said->>'reporter_name', said->>'reporter_category',
    said->>'reporter_contact', (said->>'wants_feedback')::boolean, (said->>'is_anonymous')::boolean,
    said->>'safe_contact', said->>'about_name', said->>'about_number', coalesce(said->>'about_age', ''),
    said->>'about_address', said->>'about_school',
    (said->>'guardians_told')::boolean, said->>'interpreter', said->>'routing_reason', '', '', '', '', '', '');
end
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_report_about_age")]

    operations = [ops.Function("access.receive_report(said jsonb)", "void", RECEIVE_REPORT)]
