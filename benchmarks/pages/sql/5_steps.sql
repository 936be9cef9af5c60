-- The way of each need: what came in, the investigation of seven in ten, the decision, half of them a service.
insert into intake_report (id, case_id, compartment_id, is_sealed, receipt, need, kind, channel, received_at,
  registered_at, is_urgent, reporter_name, reporter_category, reporter_contact, wants_feedback, is_anonymous,
  safe_contact, about_name, about_number, interpreter, routing_reason,
  protection_assessed_at, protection_assessed_by_id, protection_danger, protection_text, proposed_outcome, outcome,
  outcome_reason, late_reason, closed_at, closed_by_id, feedback_text)
select filling.id(20, c.nr), c.id, c.compartment_id, c.is_sealed, filling.letters(c.nr) || '-' || filling.letters(c.nr / 300000),
  c.need, 'report', 'web', c.opened_at, c.opened_at, false, '', 'school', '', false, true, '', '', '', '',
  '', c.opened_at + interval '3 hours', c.staff_id, false, 'Inget omedelbart behov av skydd.', '',
  case when waits then '' when c.nr % 10 < 7 then 'investigate' else 'no_investigation' end,
  case when waits then '' else 'Se utredningen.' end, '',
  case when not waits then c.opened_at + interval '1 day' end, case when not waits then c.staff_id end, ''
from filling.case_row c
  cross join lateral (select c.closed_at is null and c.nr % 20 = 9 as waits) w;
insert into intake_reporttold (id, report_id, text, address, school)
select gen_random_uuid(), filling.id(20, c.nr), p.words, '', '' from filling.case_row c join filling.passage p on p.slot = c.nr % 8;

-- Nobody's yet: twelve wait in every reception.
insert into intake_report (id, compartment_id, is_sealed, receipt, need, kind, channel, received_at, registered_at,
  is_urgent, reporter_name, reporter_category, reporter_contact, wants_feedback, is_anonymous, safe_contact, about_name,
  about_number, interpreter, routing_reason, protection_text, proposed_outcome, outcome,
  outcome_reason, late_reason, feedback_text)
select filling.id(23, u.id * 100 + n), u.id, false, filling.letters(u.id) || '-' || filling.letters(n), 'child', 'report',
  'web', s.at - n * interval '7 hours', s.at - n * interval '7 hours', false, '', 'school', '', false, true, '',
  '', '', '', '', '', '', '', '', '', ''
from filling.size s, organisation_unit u, generate_series(1, 12) n
where u.kind = 'reception';
insert into intake_reporttold (id, report_id, text, address, school)
select gen_random_uuid(), filling.id(23, u.id * 100 + n), p.words, '', ''
from organisation_unit u, generate_series(1, 12) n, filling.passage p
where u.kind = 'reception' and p.slot = n % 8;

insert into investigations_investigation (id, case_id, compartment_id, is_sealed, report_id, opened_at, opened_by_id,
  delegation, method, reason, is_application, concerns_child, plan, informed_at, informed_how, not_informed_reason,
  closed_at, closed_by_id, outcome, closing_reason)
select filling.id(21, c.nr), c.id, c.compartment_id, c.is_sealed, filling.id(20, c.nr), c.opened_at + interval '1 day',
  c.staff_id, 'SN 2025-06-18 § 71', 'bbic', p.words, false, c.need = 'child', '', c.opened_at + interval '2 days', '', '',
  done, case when done is not null then c.staff_id end, case when done is not null then 'decision' else '' end, ''
from filling.case_row c
  cross join lateral (select coalesce(c.closed_at, case when c.nr % 2 = 0 then c.opened_at + interval '20 days' end) done) d
  join filling.passage p on p.slot = (c.nr + 1) % 8
where c.nr % 10 < 7 and not (c.closed_at is null and c.nr % 20 = 9);

insert into decisions_decision (id, case_id, compartment_id, is_sealed, investigation_id, kind, service_code, outcome,
  content, reasons, legal_basis, per, extent, valid_from, conditions, goal, follow_up_on, consent, names_withheld,
  prepared_by_id, prepared_title, prepared_at, level, decided_on, minute, dissent, signed_at, signed_by_id, signed_title,
  delegation)
select filling.id(14, c.nr), c.id, c.compartment_id, c.is_sealed, filling.id(21, c.nr), 'open_care', s.service_code,
  'granted', 'Du får stöd i öppenvård.', p.words, 'SoL 11:1', '', '', i.closed_at::date, '', '', i.closed_at::date + 180,
  'guardians', false, c.staff_id, 'Socialsekreterare', i.closed_at, 'delegate', i.closed_at::date, '', '', i.closed_at,
  (c.compartment_id - 1) * 20 + 1, 'Enhetschef', 'SN 2025-06-18 § 71'
from filling.case_row c
  join investigations_investigation i on i.id = filling.id(21, c.nr) and i.closed_at is not null
  cross join (select current_setting('filling.service_code') service_code) s
  join filling.passage p on p.slot = c.nr % 8;

-- Whoever was decided about has been told, but for the last three days' decisions.
insert into decisions_notification (id, case_id, compartment_id, is_sealed, decision_id, at, how, by_id, noted_at)
select filling.id(24, row_number() over (order by d.id)), d.case_id, d.compartment_id, d.is_sealed, d.id,
  d.signed_at + interval '2 days', 'letter', d.prepared_by_id, d.signed_at + interval '2 days'
from decisions_decision d, filling.size s where d.signed_at < s.at - interval '3 days';

insert into services_service (id, case_id, compartment_id, is_sealed, provider_id, person_id, decision_id, code, unit_id,
  extent, starts_on, started_at, started_by_id, told_may_apply, ended_at, ended_by_id, end_reason, end_comment)
select filling.id(22, c.nr), c.id, c.compartment_id, c.is_sealed, provider.id, c.person_id, d.id, d.service_code,
  provider.id, '', d.valid_from, d.signed_at, c.staff_id, false, c.closed_at,
  case when c.closed_at is not null then c.staff_id end,
  case when c.closed_at is not null then 'goal_reached' else '' end, ''
from filling.case_row c
  join decisions_decision d on d.id = filling.id(14, c.nr)
  join (select id, row_number() over (order by id) - 1 place, count(*) over () many from organisation_unit
        where kind in ('open_care', 'home_care') or (select units from filling.size) < 10) provider
    on provider.place = c.nr / 4 % provider.many
where c.nr % 4 < 2;

-- While a service runs, its person is known to those who carry it out.
insert into people_presence (id, person_id, case_id, compartment_id, reach)
select filling.id(15, row_number() over (order by id)), person_id, case_id, provider_id, 'service'
from services_service where ended_at is null;
