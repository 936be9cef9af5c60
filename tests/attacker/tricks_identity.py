"""Att bli någon annan: forged, stolen and replayed stamps, roles, functions and search paths."""

from __future__ import annotations

import time
from typing import Any

import psycopg

from samtid.base.access.words import Purpose
from tests.attacker.attempts import Fell, Web, attempt, look, refused, said, say
from tests.attacker.foothold import Town

EVERYTHING = (
    "select * from people_person",
    "select * from dossier_note",
    "select * from dossier_case",
    "select * from dossier_dossier",
)

say(
    "Stämpeln",
    "sätter en påhittad stämpel",
    "set local samtid.stamp = '1.web.0.99999999999.0.x.00'",
    *EVERYTHING,
)
say(
    "Stämpeln",
    "sätter den i hela sessionen",
    "select set_config('samtid.stamp', '1.web.1.9.9.9.9', false)",
    *EVERYTHING,
)
say(
    "Stämpeln",
    "läser nyckeln som stämplar prövas med",
    "select * from access.stamp_key",
    "select access.stamp()",
)
say("Stämpeln", "lägger till en egen nyckel", "insert into access.stamp_key values ('\\x00', '\\x00')", "select access.keep_stamp_key('a', 'b', interval '1 day')")  # fmt: skip


@attempt("Stämpeln", "byter ett ord i sin egen stämpel")
def changed_word(town: Town, web: Web) -> str:
    mine = town.stamp(web, "pelle").split(".")
    karin = str(town.staff["maja"])
    for place, word in ((0, karin), (1, "command"), (2, "0"), (3, "99999999999"), (5, "00000000")):
        forged = ".".join([*mine[:place], word, *mine[place + 1 :]])
        look(town, said(web, f"select set_config('samtid.stamp', '{forged}', true)", *EVERYTHING))
    return "ingen alls"


@attempt("Stämpeln", "spelar upp en kollegas stämpel på en annan anslutning")
def replayed_elsewhere(town: Town, web: Web) -> str:
    with town.log_in() as colleague:
        overheard = town.stamp(colleague, "maja")
        look(town, said(web, f"select set_config('samtid.stamp', '{overheard}', true)", *EVERYTHING))
    return "bunden till anslutningen"


@attempt("Stämpeln", "använder en stämpel som gått ut")
def run_out(town: Town, web: Web) -> str:
    town.stamp(web, "maja", now=time.time() - 301)
    look(town, said(web, *EVERYTHING))
    return "utgången"


@attempt("Stämpeln", "väntar kvar på anslutningen tills nästa transaktion")
def lingering(town: Town, web: Web) -> str:
    town.stamp(web, "maja")
    web.commit()
    look(town, said(web, *EVERYTHING))
    return "stämpeln dog med transaktionen"


@attempt("Stämpeln", "backar till en sparpunkt före stämplingen")
def savepoint(town: Town, web: Web) -> str:
    town.stamp(web, "pelle")
    web.execute("savepoint a")
    town.stamp(web, "maja")
    web.execute("rollback to savepoint a")
    look(town, said(web, *EVERYTHING))
    return "Pelle igen"


@attempt("Stämpeln", "ber om bakgrundsarbetets eller ingångens syfte")
def other_purposes(town: Town, web: Web) -> str:
    for purpose in (Purpose.WORKER, Purpose.PORTAL):
        town.stamp(web, "maja", purpose)  # even if the web itself signed it
        look(town, said(web, *EVERYTHING))
        town.stamp(web, "", purpose)
        look(town, said(web, *EVERYTHING))
    return "syftet har inga nycklar"


for tries, statement in {
    "byter roll till ägaren": "set role samtid_owner",
    "byter session till administratören": "set session authorization postgres",
    "går tillbaka till en tidigare roll": "reset role",
    "stänger av radskyddet för sig": "set row_security = off",
    "spelar återställning av säkerhetskopia": "set session_replication_role = replica",
}.items():
    say("Rollen", tries, statement, *EVERYTHING)

for tries, statements in {
    "gör sig till en starkare roll": ("alter role samtid_app bypassrls", "create role x", "grant samtid_owner to samtid_app"),
    "ger sig rättigheter": ("grant all on dossier_note to public", "grant select on access.stamp_key to samtid_app"),
    "tar bort en vägg": ("drop policy dossier_note_wall on dossier_note", "alter table dossier_note disable row level security", "alter table dossier_note no force row level security"),
    "lägger en öppen dörr bredvid": ("create policy x on dossier_note using (true)", "create rule x as on select to dossier_note do instead select 1", "create trigger x before insert on dossier_note execute function access.log_stands()"),
    "byter ut en funktion": ("create or replace function access.me() returns int language sql as 'select 1'", "alter function access.me() owner to samtid_app", "alter function access.stamp() security invoker", "drop function access.me()"),
    "lägger egna funktioner i vägen": ("create schema evil", "create function public.sha256(bytea) returns bytea language sql as 'select $1'", "create function pg_temp.x() returns int language sql as 'select 1'", "create operator public.= (leftarg = int, rightarg = int, function = int4ne)", "create cast (text as int) without function"),
    "gör egna tabeller och vyer": ("create temp table dossier_note (id int)", "create table public.x (id int)", "create temp view v as select * from people_person", "create view public.v with (security_invoker = off) as select * from people_person", "select * into temp x from organisation_staff", "create temp sequence s"),
    "kör ett eget stycke program": ("do $$ begin raise notice 'x'; end $$", "create language plperlu", "create procedure public.p() language sql as 'select 1'"),
    "hämtar tillägg som når utanför": ("create extension dblink", "create extension postgres_fdw", "create extension file_fdw", "create extension pageinspect", "create server s foreign data wrapper dummy", "load 'auto_explain'", "set session_preload_libraries = 'auto_explain'"),
    "ändrar hur servern loggar": ("set log_statement = 'all'", "set log_min_duration_statement = 0", "alter system set log_statement = 'all'", "set track_activities = on", "set track_functions = 'all'"),
    "läser och skriver serverns filer": ("select pg_read_file('postgresql.conf')", "select pg_ls_dir('.')", "copy organisation_unit to '/x'", "copy organisation_unit to program 'cat'", "copy organisation_unit from program 'id'", "select pg_read_binary_file('PG_VERSION')", "select pg_stat_file('.')"),
    "gömmer undan i stora objekt": ("select lo_create(0)", "select lo_from_bytea(0, 'x')", "select lo_import('/etc/passwd')", "select lo_put(1, 0, 'x')", "select * from pg_largeobject", "select lo_export(1, '/x')"),
    "skriver egna nycklar, placeringar och områden": ("insert into access_key (id, staff_id, compartment_id, reach, ground, reason, given_at) values (gen_random_uuid(), access.me(), 1, 'case', 'named', '', now())", "update access_key set staff_id = access.me()", "insert into organisation_membership (staff_id, unit_id, role, valid_from) values (access.me(), 1, 'manager', '2020-01-01')", "update organisation_membership set role = 'manager'", "update access_holding set unit_id = unit_id", "update organisation_unit set is_shared_within = true", "update organisation_staff set username = 'maja'", "delete from access_key"),
    "avslutar kollegors anslutningar": ("select pg_terminate_backend(pg_backend_pid() + 1)", "select pg_cancel_backend(pg_backend_pid() + 1)"),
}.items():  # fmt: skip
    attempt("Rättigheter", tries)(lambda town, web, statements=statements: refused(said(web, *statements)))


@attempt("Rättigheter", "skuggar tabeller genom sökvägen")
def search_path(town: Town, web: Web) -> str:
    look(town, said(web, "set local search_path = pg_temp, evil, access, public", *EVERYTHING))
    answer = said(web, "set local search_path = ''", "select access.me()", "select access.my_compartments()")
    if str(town.compartments["Mottagning"]) in answer.split("(")[-1]:
        raise Fell("sökvägen ändrade svaret")
    return "funktionerna har sin egen sökväg"


@attempt("Delade anslutningar", "lämnar en förberedd fråga åt nästa person")
def plan_cache(town: Town, web: Web) -> str:
    ask = "select family_name from people_person"
    web.execute("set local plan_cache_mode = force_generic_plan")
    town.stamp(web, "maja")
    if not web.execute(ask).fetchall():
        raise Fell("provet är trasigt: Maja ser ingen")
    web.prepare_threshold = 0
    for who in ("maja", "maja", "pelle"):  # prepared by the driver, so that a general plan would be kept
        town.stamp(web, who)
        try:
            with web.transaction():
                look(town, web.execute(ask, prepare=True).fetchall())
        except psycopg.errors.InsufficientPrivilege:
            continue
        raise Fell("en plan blev kvar")
    return "inget förbereds bakom väggarna"


@attempt("Delade anslutningar", "läser vidare ur en annans öppna markör")
def cursor_left_open(town: Town, web: Web) -> str:
    web.execute("declare c cursor for select family_name from people_person")
    town.stamp(web, "pelle")
    seen: Any = said(web, "fetch all from c")
    look(town, seen)
    web.commit()
    look(town, said(web, "fetch all from c"))
    return "tom, och stängd vid commit"


@attempt("Delade anslutningar", "lyssnar på andras meddelanden")
def listening(town: Town, web: Web) -> str:
    said(web, "listen procrastinate_any_queue", "listen samtid")
    web.commit()
    town.log_opening("maja")
    heard = list(web.notifies(timeout=0.2, stop_after=1))
    look(town, heard)
    if heard:
        raise Fell(f"hörde {heard[0].payload!r}")
    return "inget sägs"


@attempt("Inloggning", "läser lösenord i medarbetarlistan")
def passwords(town: Town, web: Web) -> str:
    for (kept,) in web.execute("select distinct password from organisation_staff").fetchall():
        if kept and not kept.startswith("!"):
            raise Fell("det fanns ett")
    with town.admin() as owner:
        try:
            owner.execute("update organisation_staff set password = 'pbkdf2$x' where username = 'maja'")
        except psycopg.errors.CheckViolation:
            return "databasen tar inte emot några lösenord"
    raise Fell("ett lösenord kunde läggas där alla kan läsa")
