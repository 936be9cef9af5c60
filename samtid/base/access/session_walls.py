"""Väggen kring sessionerna: found, kept and ended by their name only, so that whoever may ask for one may ask for no other.

The name is the hash of the cookie (sessions.py), and stands in no table that the web's role reads but in the rows of one's
own log-ins. Nobody lists who is logged in, ends somebody else's log-in or keeps it alive.
"""

from __future__ import annotations

from .walling import Function

KNOWN = """
begin
  return (select s.session_data from django_session s where s.session_key = wanted and s.expire_date > clock_timestamp());
end
"""

# A new one, or one that is there: whether it was so. By the clock of the server, and never for more than a day.
KEEP = """
declare until timestamptz := clock_timestamp() + make_interval(secs => least(greatest(seconds, 0), 86400));
begin
  if is_new then
    insert into django_session (session_key, session_data, expire_date) values (wanted, data, until) on conflict do nothing;
  else
    update django_session set session_data = data, expire_date = until where session_key = wanted;
  end if;
  return found;
end
"""

END = """
begin
  delete from django_session where session_key = wanted;
end
"""

# Of one's own log-ins, those that have not ended.
MINE = """
begin
  return array(select s.session_key::text from access_signedin a join django_session s on s.session_key = a.session_key
    where a.staff_id = access.me() and s.expire_date > clock_timestamp());
end
"""

WALLS = [
    Function("access.known_session(wanted text)", "text", KNOWN, volatility="stable"),
    Function("access.keep_session(wanted text, data text, seconds int, is_new boolean)", "boolean", KEEP),
    Function("access.end_session(wanted text)", "void", END),
    Function("access.my_sessions()", "text[]", MINE, volatility="stable"),
]
