"""Ingen mäter väggarna: the function that each of them begins with.

``explain`` tells how many rows a wall took away, and what the planner believes of them, and there is no
right to refuse it by. The same is told by the settings that have plans and sorts written out as messages. So
the walls begin with a function that says no unless the statement is plainly one question or one change. It is
called immutable so that the planner calls it once, at every planning, whether or not there is a row to hide; in
the plan itself nothing is left of it. Three things are asked:

- *Was it prepared?* A plan that was kept outlives the statement that was looked at, and can be shown without being
  made again. What the protocol has prepared under a name stands in ``pg_prepared_statements``, by the same words,
  before it is planned the first time. (The web prepares nothing: Django's ``prepare_threshold`` is none.)
- *Are the planner's messages on their way to the caller?*
- *Is it one statement, and of the right kind?* Without a semicolon inside it, it is one. Otherwise what somebody has
  written, between marks, is taken away first: plain strings that hold no backslash, since whether that means
  something is a setting; strings said with ``E``, as the driver says the others; names. Anything left that could
  begin a string, a comment (they nest) or another statement is refused: nothing of ours looks like that.

The administrator, who measures plans in ``make bench``, may.
"""

from __future__ import annotations

# ASCII before the E: to PostgreSQL any other letter or space belongs to a name, and then the string is a plain one.
WRITTEN = r"""(?<=[ \t\n\r(,=])[Ee]'([^'\\]|\\.|'')*'|'[^'\\]*'|"[^"]*\""""
LEFT = r"""[;'"\\]|/\*|--|\$[^0-9]"""

UNMEASURED = rf"""
declare
  said text := rtrim(current_query(), E'; \n\r\t');
  wary boolean := said !~* '^\s*\(*\s*(select|insert|update|delete|with|declare|merge|table|values|copy)\M'
    or current_setting('client_min_messages') not in ('notice', 'warning', 'error')
    or exists (select from pg_prepared_statements where statement = current_query());
begin
  if not wary and position(';' in said) > 0 then
    wary := regexp_replace(said, $re${WRITTEN}$re$, ' ', 'g') ~ $re${LEFT}$re$;
  end if;
  if wary and not (select rolsuper from pg_roles where rolname = session_user) then
    raise exception 'samtid: plans are not shown' using errcode = 'insufficient_privilege';
  end if;
  return true;
end
"""
