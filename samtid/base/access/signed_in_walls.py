"""Väggen kring inloggningarna: one reads one's own, and they are noted and ended through doors."""

from __future__ import annotations

from .walling import Function, Wall
from .walling.conditions import ME

# Noted as somebody logs in, when nobody acts yet; a session is one log-in, and goes on under the key it gets when its
# holder has shown who they are again.
NOTE = """
begin
  -- whoever acts already notes nobody else
  if access.at() is null or access.me() <> who then
    raise exception 'samtid: nobody is acting' using errcode = 'insufficient_privilege';
  end if;
  update access_signedin set session_key = wanted_key, sid_hash = case when sid <> '' then sid else sid_hash end
    where session_key = former and former <> '' and staff_id = who;
  if found then return; end if;
  insert into access_signedin (id, staff_id, session_key, sid_hash, began_at, device)
    values (gen_random_uuid(), who, wanted_key, sid, access.at(), left(machine, 60))
    on conflict (session_key) do update set staff_id = excluded.staff_id, sid_hash = excluded.sid_hash,
      began_at = excluded.began_at, device = excluded.device;
end
"""

END = """
begin
  delete from django_session s using access_signedin a
    where a.id = wanted and a.staff_id = access.me() and s.session_key = a.session_key;
  delete from access_signedin where id = wanted and staff_id = access.me();
end
"""

# At the provider's word (OpenID Connect Back-Channel Logout 1.0), by the open purpose: it has no session of its own. The
# same token is heard once; what it names may be nobody's here, and that is not told.
END_ELSEWHERE = """
declare ended int;
begin
  if access.at() is null or access.me() is not null then
    raise exception 'samtid: the provider acts for nobody here' using errcode = 'insufficient_privilege';
  end if;
  -- how long it is remembered is the token's word, but neither so short that it can be said again nor for years
  insert into access.spent_token (name, until) values (token, greatest(least(until, access.at() + interval '1 day'),
    access.at() + interval '10 minutes')) on conflict do nothing;
  if not found then return null; end if;
  with gone as (delete from access_signedin a
      where case when sid <> '' then a.sid_hash = sid else a.staff_id = who end returning a.session_key)
    delete from django_session s using gone where s.session_key = gone.session_key;
  get diagnostics ended = row_count;
  return ended;
end
"""

WALLS = [
    Wall("access_signedin", f"staff_id = {ME}", verbs="select"),
    Function(
        "access.note_signed_in(wanted_key text, who int, sid text, machine text, former text)", "void", NOTE
    ),
    Function("access.end_signed_in(wanted uuid)", "void", END),
    Function(
        "access.end_signed_in_elsewhere(who int, sid text, token text, until timestamptz)",
        "int",
        END_ELSEWHERE,
    ),
]
