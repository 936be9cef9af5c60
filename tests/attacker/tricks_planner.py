"""Att låta planeraren eller databasens inställningar tala: messages, prepared plans, statements in disguise."""

from __future__ import annotations

import psycopg

from tests.attacker.attempts import KNOWN, UNKNOWN, Fell, Web, attempt, different, said, say
from tests.attacker.foothold import Town

# What has trees, sorts and their constants written out. ``log`` is what lets it reach the client.
TALKING = (
    "debug_print_parse",
    "debug_print_rewritten",
    "debug_print_plan",
    "trace_sort",
)
LEVELS = ("log", "debug1", "debug5")


def calls(town: Town) -> list[str]:
    """Functions of the owner that read what the caller may not: each asks with something that is not the caller's."""
    return [
        f"select access.search_people('{KNOWN}', 5)",
        "select access.search_people('nystrom', 5)",
        f"select access.may_see_case('{town.case}')",
        f"select access.sees_without_glass('{town.case}')",
        "select access.case_numbered('26-7KQ4MX')",
        f"select access.log_of('{town.dossier}')",
        "select access.protected_openings('2000-01-01')",
        "select access.my_compartments(), access.my_persons(), access.my_dossiers(), access.me(), access.at()",
        f"select access.ongoing_investigation('{town.case}')",
        f"select access.break_glass('{KNOWN}', 'en god anledning', 4)",
        f"select access.set_protection('{town.person}', 'marked')",
        "select access.first_answer('x'), access.forget_pressing('x')",
        "select access.staff_of_identity('a', 'b')",
        "insert into access_opening (id, at, staff_id, action, page, why) "
        "values (gen_random_uuid(), access.at(), access.me(), 'view', 'x', '')",
        "set constraints linked immediate",
    ]


def heard_of(town: Town, web: Web) -> str:
    heard = []
    for level in LEVELS:
        for what in calls(town):
            settings = [f"set local {name} = on" for name in TALKING]
            told = said(web, *settings, f"set local client_min_messages = {level}", what)
            said(web, "set local client_min_messages = notice")
            heard.append(told)
    return "\n".join(heard)


@attempt("Planer", "låter databasen skriva ut planer och konstanter inifrån ägarens funktioner")
def plans_as_messages(town: Town, web: Web) -> str:
    heard = heard_of(town, web)
    # of one's own statement one hears what one has said oneself; of the functions' tables no column is named
    for column in ("inner_pad", "family_name", "is_shared_within", "given_by_id", "previous", "valid_until"):
        if column in heard:
            raise Fell(f"hörde om {column}")
    return "funktionerna säger inget"


@attempt("Planer", "får planen för en egen fråga som ett meddelande")
def own_plan_as_message(town: Town, web: Web) -> str:
    def ask(number: str) -> str:
        settings = [f"set local {name} = on" for name in TALKING]
        told = said(
            web,
            *settings,
            "set local client_min_messages = log",
            f"select 1 from people_person where number = '{number}' order by family_name",
        )
        said(web, "set local client_min_messages = notice")
        return told

    heard = ask(KNOWN)
    # the plans of the refusing function itself are heard; a sort is only in one's own
    if "{SORT " in heard or "plans are not shown" not in heard:
        raise Fell(heard[:90])
    different(len(ask(KNOWN)), len(ask(UNKNOWN)), "meddelandet")
    return "nekad medan den planeras"


DISGUISED = (
    "select 1; /* /* */ */ explain analyze {}",
    "select 1; /*/**/*/ explain analyze {}",
    "select 1; /* /* ; */ -- */ */ \n explain analyze {}",
    "select 1;;;explain analyze {}",
    "select 1;\f explain analyze {}",
    "select 1;-- ;\r\nexplain analyze {}",
    "select ';'; explain analyze {}",
    "select $$'$$; explain analyze {} --'",
    "select $a$'$a$; explain analyze {} --'",
    "select $å$'$å$; explain analyze {} --'",
    "select date'\\'; explain analyze {} --'",
    "select true'\\'; explain analyze {} --'",
    "select '\\'; explain analyze {} --'",
    "select\u2003E'\\'; explain analyze {} --'",
    "select x\u00a0E'\\'; explain analyze {} --'",
    "select (E'\\''); explain analyze {} --'",
    "select 1 as \"'\"; explain analyze {} --'",
    'select 1 as "a;b"; explain analyze {}',
    "select U&'\\0027'; explain analyze {} --'",
    "select B'1'; explain analyze {}",
    "select 1 --'\n; explain analyze {} --'",
    "select 1 /*'*/; explain analyze {} --'",
    "select 1 /* /* ' */ */; explain analyze {} --'",
    "begin; explain analyze {}",
    "select set_config('standard_conforming_strings', 'on', true); explain analyze {}",
    "select 1; select 2; explain analyze {}",
    "select 1; create temp table t as explain analyze {}",
    "(select 1); (explain analyze {})",
    "with a as (select 1) select * from a; explain analyze {}",
    "values (';explain'); explain analyze {}",
    "copy (select 1) to stdout; explain analyze {}",
    "select 1; do 'begin execute ''explain {}''; end'",
)


@attempt("Planer", "klär ut explain till en annan fråga")
def plans_in_disguise(town: Town, web: Web) -> str:
    for strings in ("on", "off"):
        for form in DISGUISED:
            question = f"select * from dossier_dossier where person_id = ''{town.person}''".replace(
                "''", "$q$"
            )
            for asked in (question, "select count(*) from dossier_case"):
                said(
                    web,
                    f"set local standard_conforming_strings = {strings}",
                    "set local backslash_quote = on",
                )
                heard = said(web, form.format(asked))
                if "rows=" in heard or "Filter" in heard:
                    raise Fell(f"{form.format(asked)}: {heard[:90]}")
    return "planer visas inte"


@attempt("Planer", "förbereder en fråga i protokollet och ber om dess plan")
def prepared_by_protocol(town: Town, web: Web) -> str:
    web.prepare_threshold = 0
    for question in (
        "select count(*) from dossier_case",
        f"select 1 from people_person where number = '{KNOWN}'",
    ):
        for mode in ("auto", "force_generic_plan", "force_custom_plan"):
            web.execute(f"set local plan_cache_mode = {mode}")  # type: ignore[call-overload]
            for _ in range(7):
                try:
                    with web.transaction():
                        web.execute(question, prepare=True).fetchall()  # type: ignore[call-overload]
                except psycopg.errors.InsufficientPrivilege:
                    pass
            names = web.execute("select name from pg_prepared_statements where statement = %s", [question])
            for (name,) in names.fetchall():
                for form in (
                    "explain execute {}",
                    "explain analyze execute {}",
                    "select 1; explain execute {}",
                ):
                    heard = said(web, form.format(name))
                    if "rows=" in heard:
                        raise Fell(heard[:90])
    return "det som är förberett har ingen plan"


@attempt("Planer", "låter en skriven text med semikolon stoppa den som har rätt")
def honest_words(town: Town, web: Web) -> str:
    """The other way round: what people write must not be taken for a statement."""
    town.stamp(web, "maja")
    for text in (
        "a; explain analyze b",
        "å; 'citat' \\ och \"namn\"; prepare",
        "/* ; */ -- ; $$ ; $a$",
        "\\'; execute x; \\\\",
        "rad ett;\nrad två; DROP TABLE",
        "E'\\'; x",
    ):
        row = (
            psycopg.ClientCursor(web)
            .execute(
                "select count(*) from people_person where family_name <> %s and given_name <> %s",
                [text, text],
            )
            .fetchone()
        )
        if row != (1,):
            raise Fell(f"{text!r} gav {row}")
    return "text är text"


say("Gallring", "öppnar gallringens dörr", "select access.begin_disposal('dossier_note')", "select access.end_disposal('dossier_note')",
    "insert into access.disposal values (pg_current_xact_id(), 'dossier_note')", "select * from access.disposal",
    "set local samtid.disposal = 'on'", "select set_config('samtid.disposal', 'on', true)", "delete from dossier_note returning text",
    "delete from dossier_event returning said", "delete from access_opening returning why", "truncate dossier_note",
    "create table access.disposal2 as select 1", "alter table dossier_note disable trigger all", "set local session_replication_role = replica",
    "delete from dossier_document returning content")  # fmt: skip
