"""Fingeravtrycket: that two municipalities are the same, told from what they hold and not from their keys."""

from __future__ import annotations

import hashlib

from django.db import connection

# What tells one row from another, apart from keys that are drawn anew. Staff by log-in name, people by number,
# cases by case number; a letter's bytes are left out, its decision is not.
CONTENTS: dict[str, str] = {
    "staff": """select s.username, s.name, s.title, s.degree_on, s.experienced_on, u.name, m.role, m.valid_from,
        m.valid_to from organisation_staff s join organisation_membership m on m.staff_id = s.id
        join organisation_unit u on u.id = m.unit_id""",
    "delegation": "select decision, role, amount_limit, minute, valid_from from organisation_delegation",
    "people": """select number, given_name, family_name, born_on, address, postcode, locality, phone, school,
        interpreter, protection from people_person""",
    "relations": """select p.number, o.number, r.bond, r.valid_from from people_relation r
        join people_person p on p.id = r.person_id join people_person o on o.id = r.other_id""",
    "cases": """select c.number, p.number, c.need, k.name, s.username, c.opened_at, c.closed_at, c.closing_reason,
        c.is_sealed from dossier_case c join dossier_dossier d on d.id = c.dossier_id
        join people_person p on p.id = d.person_id join access_compartment k on k.id = c.compartment_id
        left join organisation_staff s on s.id = c.caseworker_id""",
    "events": """select c.number, e.verb, e.law, e.at, s.username from dossier_event e
        join dossier_case c on c.id = e.case_id left join organisation_staff s on s.id = e.by_id""",
    "clocks": """select c.number, k.rule, k.started_at, k.due_on, k.stopped_at from dossier_clock k
        join dossier_case c on c.id = k.case_id""",
    "notes": """select c.number, n.text, n.happened_at, n.signed_at from dossier_note n
        join dossier_case c on c.id = n.case_id""",
    "reports": """select r.receipt, r.need, r.kind, r.channel, r.received_at, r.registered_at, t.text, r.reporter_name,
        r.reporter_category, r.about_name, r.protection_assessed_at, r.protection_danger, r.outcome,
        r.outcome_reason, r.closed_at, r.feedback_text, c.number from intake_report r
        join intake_reporttold t on t.report_id = r.id
        left join dossier_case c on c.id = r.case_id""",
    "investigations": """select c.number, i.method, i.reason, i.plan, i.opened_at, i.informed_at, i.closed_at, i.outcome
        from investigations_investigation i join dossier_case c on c.id = i.case_id""",
    "findings": """select c.number, f.area, f.text, f.source, f.factor, f.difficulty, f.at
        from investigations_finding f join dossier_case c on c.id = f.case_id""",
    "voices": """select c.number, v.heard_at, v.text, v.why_not, v.at from investigations_childvoice v
        join dossier_case c on c.id = v.case_id""",
    "proposals": """select c.number, p.assessment, p.proposal, p.communicated_at, p.answer, p.at
        from investigations_proposal p join dossier_case c on c.id = p.case_id""",
    "decisions": """select c.number, d.service_code, d.outcome, d.content, d.amount, d.valid_from, d.follow_up_on,
        d.signed_at, s.username, d.minute from decisions_decision d join dossier_case c on c.id = d.case_id
        left join organisation_staff s on s.id = d.signed_by_id""",
    "parties": """select c.number, d.role, d.kind, d.at, d.how, d.exempt, d.text, d.last_day, p.number from parties_deed d
        join dossier_case c on c.id = d.case_id join people_person p on p.id = d.party_id""",
    "services": """select c.number, s.code, u.name, s.extent, s.starts_on, s.ended_at, s.end_reason, g.text,
        g.start_level, g.wanted_level from services_service s join dossier_case c on c.id = s.case_id
        join organisation_unit u on u.id = s.unit_id left join services_goal g on g.service_id = s.id""",
    "homes": """select h.kind, h.name, t.valid_from, t.area, t.capacity, t.price_per_day, t.approved_on
        from placements_home h join placements_hometerms t on t.home_id = h.id""",
    "placements": """select c.number, a.began_at, a.ended_at, a.destination, h.name, l.starts_at, l.ends_at, s.username
        from placements_care a join dossier_case c on c.id = a.case_id join placements_placement l on l.care_id = a.id
        join placements_home h on h.id = l.home_id join organisation_staff s on s.id = a.secretary_id""",
    "child_visits": """select c.number, v.held_at, v.minutes, v.alone, v.note from placements_childvisit v
        join dossier_case c on c.id = v.case_id""",
    "plans": """select c.number, p.number, p.valid_from, p.wishes, p.adopted_at, s.username, l.what, l.how, l.weekdays, l.clock,
        l.minutes from plans_plan p join dossier_case c on c.id = p.case_id join organisation_staff s on s.id = p.written_by_id
        left join plans_planline l on l.plan_id = p.id""",
    "plans_followed": """select c.number, f.followed_on, f.took_part, f.outcome, f.seen, f.next_on, f.reason, s.username
        from plans_planfollowup f join dossier_case c on c.id = f.case_id join organisation_staff s on s.id = f.made_by_id""",
    "visits": """select c.number, v.planned_at, v.minutes, v.what, a.username, b.username, v.carried_out_at,
        v.minutes_done, v.not_carried_out_reason from visits_visit v join dossier_case c on c.id = v.case_id
        left join organisation_staff a on a.id = v.staff_id left join organisation_staff b on b.id = v.second_id""",
    "keys": """select s.username, k.name, c.number, a.reach, a.ground, a.reason, b.username, a.given_at, a.valid_until
        from access_key a join organisation_staff s on s.id = a.staff_id
        left join access_compartment k on k.id = a.compartment_id left join dossier_case c on c.id = a.case_id
        left join organisation_staff b on b.id = a.given_by_id""",
    "presence": """select p.number, c.number, k.name, r.reach from people_presence r
        join people_person p on p.id = r.person_id left join dossier_case c on c.id = r.case_id
        join access_compartment k on k.id = r.compartment_id""",
    "documents": """select c.number, d.title, d.kind, d.filed_at, s.username from dossier_document d
        join dossier_case c on c.id = d.case_id left join organisation_staff s on s.id = d.filed_by_id""",
    "notifications": """select c.number, n.how, n.at, s.username from decisions_notification n
        join dossier_case c on c.id = n.case_id left join organisation_staff s on s.id = n.by_id""",
    "openings": """select o.action, o.at, s.username, o.page, k.name from access_opening o
        left join organisation_staff s on s.id = o.staff_id left join access_compartment k on k.id = o.compartment_id""",
    "places": """select c.number, k.name, r.is_sealed, r.said from dossier_event r
        join dossier_case c on c.id = r.case_id join access_compartment k on k.id = r.compartment_id""",
    "drafts": """select s.username, d.fields, d.saved_at from dossier_draft d
        join organisation_staff s on s.id = d.staff_id""",
    "follow_ups": """select c.number, f.at, f.summary, f.next_step, f.next_on, r.person_level, r.staff_level,
        r.person_says from followup_followup f join dossier_case c on c.id = f.case_id
        left join followup_goalresult r on r.follow_up_id = f.id""",
    "deviations": """select r.page, t.kind, t.text, t.at, t.gravity, s.what, s.text, s.at from deviations_track t
        join deviations_report r on r.id = t.report_id left join deviations_step s on s.track_id = t.id""",
    "why": """select q.key, q.question, q.look_again_on, q.result, l.kind, l.text, l.verdict, l.due_on, l.at
        from inquiries_inquiry q left join inquiries_line l on l.inquiry_id = q.id""",
    "tried": """select t.name, t.indicator, t.starts_on, t.ends_on, t.begun_at, g.indicator, g."limit", l.kind, l.at
        from trials_trial t left join trials_guard g on g.trial_id = t.id left join trials_line l on l.trial_id = t.id""",
    "risks": """select r.place, r.name, r.next_on, l.number, l.kind, l.likelihood, l.severity, l.measure, l.at
        from risks_risk r left join risks_line l on l.risk_id = r.id""",
    "controls": """select c.name, c.how, c.indicator, c.way, c."limit", c.every, c.month, c.begins_on, s.username
        from risks_control c join organisation_staff s on s.id = c.owner_id""",
    "ideas": "select i.text, i.step, i.said_on, i.state, i.title, i.answered_on, i.done_on from improvement_idea i",
    "decided": """select d.body, d.decided_on, d.paragraph, d.text, s.username, d.next_on, d.state, l.kind, l.said
        from direction_resolution d join organisation_staff s on s.id = d.owner_id
        left join direction_line l on l.resolution_id = d.id""",
    "planned": """select p.name, g.title, g.state, g.next_on, a.text, a.state, a.next_on, a.budget, m.text, m.due_on, s.username
        from direction_plan p left join direction_goal g on g.plan_id = p.id left join direction_activity a on a.goal_id = g.id
        left join direction_milestone m on m.activity_id = a.id left join organisation_staff s on s.id = g.owner_id""",
    "met": """select m.held_on, p.kind, p.text, p.state, p.next_on, s.username from direction_meeting m
        left join direction_point p on p.meeting_id = m.id left join organisation_staff s on s.id = p.owner_id""",
    "meetings": """select m.short, m.starts_at, m.called_at, m.held_at, l.number, l.outcome, l.paragraph, c.number
        from committee_meeting m left join committee_agendaline l on l.meeting_id = m.id
        left join dossier_case c on c.id = l.case_id""",
    "routines": """select r.place, r.next_on, s.username, v.number, v.title, v.text, v.valid_from, d.username
        from routines_routine r join organisation_staff s on s.id = r.owner_id left join routines_version v on v.routine_id = r.id
        left join organisation_staff d on d.id = v.decided_by_id""",
    "feedback": """select c.number, b.text, b.how, b.at, b.reply from followup_feedback b
        join dossier_case c on c.id = b.case_id""",
}


def contents() -> dict[str, str]:
    """A fingerprint of each kind of content; the connection must be one that sees everything."""
    found = {}
    with connection.cursor() as cursor:
        for name, query in CONTENTS.items():
            cursor.execute(
                f"select count(*), coalesce(md5(string_agg(said, E'\\n' order by said collate \"C\")), '')"
                f" from (select r::text said from ({query}) r) t"
            )
            count, print_of = cursor.fetchone()
            found[name] = f"{count}:{print_of}"
    return found


def digest() -> str:
    """One fingerprint of the whole municipality."""
    return hashlib.sha256(repr(sorted(contents().items())).encode()).hexdigest()
