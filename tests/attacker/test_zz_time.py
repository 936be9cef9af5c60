import json, statistics, time
from uuid import uuid4
import pytest
from tests.attacker.foothold import *
from tests.attacker.tricks_secrets import median_time, register


def test_time(town, capsys):
    with town.acting("pelle") as w:
        w.execute(
            "select access.open_case(%s,'26-000009',%s,'money',%s,now())",
            [uuid4(), town.person, town.compartments["Ekonomiskt bistånd"]],
        )
        alone = register(w, "", "Ensam")
        w.execute(
            "select access.open_case(%s,'26-000010',%s,'money',%s,now())",
            [uuid4(), alone, town.compartments["Ekonomiskt bistånd"]],
        )
    with town.log_in() as w, capsys.disabled():
        town.stamp(w, "pelle")
        ds = dict((str(p), d) for d, p in w.execute("select id, person_id from dossier_dossier").fetchall())
        print(len(ds))
        for i in range(3):
            q = (
                "select count(*) from dossier_case where dossier_id = '{}' and compartment_id <> %d"
                % town.compartments["Ekonomiskt bistånd"]
            )
            a = median_time(w, q.format(ds[str(town.person)]), 200)
            b = median_time(w, q.format(ds[str(alone)]), 200)
            print("uuid", a, b)
            q = "select count(*) from people_person where number='{}'"
            print(
                "number",
                median_time(w, q.format("201203142391"), 200),
                median_time(w, q.format("201309162380"), 200),
            )
