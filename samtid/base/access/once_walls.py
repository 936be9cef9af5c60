"""Det som görs en gång, i databasen: what was sent and answered, and the door that disposal goes through."""

from __future__ import annotations

# What has been sent and done, so that it is done once (once.py). The web's role may ask about a pressing it can name,
# which is a hash of all that was sent; it cannot list them. The insert waits for another that is being done under the
# same name, and goes on when that one is undone.
FIRST_ANSWER = """
declare given text;
begin
  insert into access.pressing (name) values (wanted) on conflict do nothing;
  if found then return null; end if;
  select answer into given from access.pressing where name = wanted;
  return given;
end
"""

REMEMBER = """
begin
  update access.pressing set answer = given where name = wanted and answer is null;
end
"""

FORGET = """
begin
  delete from access.pressing where name = wanted and answer is null;
end
"""

# Disposal (SoL 16 kap.): see ``walling.parts.DISPOSAL``. What is begun for a table is ended before the commit.
BEGIN_DISPOSAL = """
begin
  insert into access.disposal (transaction, relation) values (pg_current_xact_id(), wanted);
end
"""

END_DISPOSAL = """
begin
  delete from access.disposal where transaction = pg_current_xact_id() and relation = wanted;
end
"""

DISPOSAL_ENDS = """
begin
  if exists (select from access.disposal where transaction = pg_current_xact_id()) then
    raise exception 'samtid: a disposal was not ended';
  end if;
  return null;
end
"""
