"""Väggarna kring hemmet: who lives with somebody protected is kept by the database, which knows of protection past every wall.

The answer is a yes or a no on the person's own row (``is_guarded``): whoever may see the person learns that the
place is not to be told, and neither why nor because of whom. It is kept by triggers, so that a page, a letter and
a paper need only look at the row (people.queries.shown).
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, Function, Index, Trigger, Wall

# The words of a text, so that "Storgatan 1A, lgh 3" and "storgatan 1 a" are the same.
PLACE_WORDS = r"""
  select trim(regexp_replace(regexp_replace(regexp_replace(lower(normalize(said, nfkc)),
    '[^[:alnum:]]+', ' ', 'g'), '([[:alpha:]])([[:digit:]])', '\1 \2', 'g'), '([[:digit:]])([[:alpha:]])', '\1 \2', 'g'))
"""

# an address without whose door it is: neither "c/o somebody" nor the number of the flat
PLACE_KEY = r"""
  select access.place_words(regexp_replace(regexp_replace(lower(address), '^\s*c/o [^,]*,', ''),
    '[ ,]+(lgh|lägenhet|läg|vån|våning|[0-9]+ ?tr)\M.*$', ''))
"""

# the first letters of the street and its first number: two spellings of one place must not look like two places
PLACE_PART = r"""
  select left(regexp_replace(access.place_key(address), '[^[:alpha:]]', '', 'g'), 3) || ' '
    || coalesce(substring(access.place_key(address) from '[0-9]+'), '')
"""

# Those near one person, as any case has noted it, or as they came in together. ``strong``: one expects them to live
# together until something else is known. A child's two guardians are near through the child, and no more.
TOGETHER = "('guardian', 'step_parent', 'sibling', 'partner', 'child', 'same_household')"
NEAR_OF = f"""
begin
  return query
    select r.other_id, r.bond in {TOGETHER} from people_relation r
      where r.person_id = one and not r.is_mistaken and (r.valid_to is null or r.valid_to >= coalesce(access.at(), now())::date)
    union
    select r.person_id, r.bond in {TOGETHER} from people_relation r
      where r.other_id = one and not r.is_mistaken and (r.valid_to is null or r.valid_to >= coalesce(access.at(), now())::date)
    union
    select s.person_id, true from people_relation r join people_relation s on s.other_id = r.other_id
      where r.person_id = one and s.person_id <> one and r.bond = 'guardian' and s.bond = 'guardian'
        and r.valid_to is null and s.valid_to is null and not r.is_mistaken and not s.is_mistaken
    union
    select n.other_id, true from people_nearness n where n.person_id = one;
end
"""

CIRCLE = """
begin
  return query
    with recursive c as (
      select one as id, true as strong, 0 as depth
      union
      select n.other, n.strong and c.depth = 0, c.depth + 1 from c, access.near_of(c.id) n where c.depth < 3)
    select c.id, bool_or(c.strong) from c where c.id <> one group by c.id;
end
"""

# Where a protected or guarded person is stands in no row: of two places it is asked whether they may be the same (``sealed.BUCKET``).
# Whether a person's place would tell where somebody protected is. Two that are known to live apart do not tell of
# each other; a place that is not the real one (skyddad folkbokföring) tells of no distance. Of those who are near
# only by way of others, and of the same name without being noted as near, the same address is asked for.
GUARDED = """
declare p people_person; own access.place_bucket;
begin
  select * into p from people_person where id = one;
  select * into own from access.place_bucket b where b.person_id = one;
  if p.address <> '' then
    own.whole := access.bucket(access.place_key(p.address)); own.part := access.bucket(access.place_part(p.address));
  end if;
  return exists (select 1 from access.circle(one) c join people_person m on m.id = c.other
        left join access.place_bucket b on b.person_id = m.id
      where m.protection <> 'none' and case
        when b.part = own.part then true
        when not c.strong then false
        else own.part is null or b.part is null or m.protection <> 'marked' end)
    or own.whole is not null and exists (select 1 from access.place_bucket b join people_person m on m.id = b.person_id
      where m.id <> one and m.protection <> 'none' and b.whole = own.whole
        and lower(m.family_name) = lower(p.family_name));
end
"""

REFRESH = """
begin
  update people_person p set is_guarded = access.is_guarded(p.id)
    where p.id in (select unnest(persons) union
        select c.other from unnest(persons) one, access.circle(one) c)
      and p.is_guarded is distinct from access.is_guarded(p.id);
end
"""

PERSON_CHANGED = """
declare touched uuid[] := array[new.id];
begin
  if tg_op = 'INSERT' then
    if new.protection = 'none' then
      if access.is_guarded(new.id) then update people_person set is_guarded = true where id = new.id; end if;
      return null;
    end if;
  elsif new.protection = 'none' and not new.is_guarded
    and (new.protection, new.address, new.family_name) is not distinct from (old.protection, old.address, old.family_name) then
    return null;
  end if;
  if new.protection <> 'none' or (tg_op = 'UPDATE' and old.protection <> 'none') then
    -- those of the name who live there, and those who were taken to: locked since, or the place was another
    touched := touched || array(select m.id from people_person m left join access.place_bucket b on b.person_id = new.id
      where (lower(m.family_name) = lower(new.family_name)
          or tg_op = 'UPDATE' and lower(m.family_name) = lower(old.family_name))
        and (m.is_guarded or m.address <> '' and access.bucket(access.place_key(m.address)) = b.whole));
  end if;
  perform access.refresh_guarded(touched);
  if new.protection = 'none' then
    -- not before: those who lived there are known by it; and one who is guarded still has one
    delete from access.place_bucket b using people_person p
      where b.person_id = new.id and p.id = new.id and not p.is_guarded and p.address <> '';
  end if;
  return null;
end
"""

RELATED = """
begin
  perform access.refresh_guarded(array[new.person_id, new.other_id]
    || case when tg_op = 'UPDATE' then array[old.person_id, old.other_id] else '{}'::uuid[] end);
  return null;
end
"""


def _of_text(signature: str, body: str) -> Function:
    return Function(signature, "text", body, volatility="immutable", language="sql", is_owners=False)


WALLS = [
    Wall("people_nearness", "false", verbs="select"),
    _of_text("access.place_words(said text)", PLACE_WORDS),
    _of_text("access.place_key(address text)", PLACE_KEY),
    _of_text("access.place_part(address text)", PLACE_PART),
    Index(
        "people_person_place",
        "people_person",
        "(lower(family_name), access.place_key(address)) where address <> ''",
    ),
    Index("people_relation_other", "people_relation", "(other_id, bond)"),
    Function(
        "access.near_of(one uuid)",
        "table (other uuid, strong boolean)",
        NEAR_OF,
        volatility="stable",
        to=NOBODY,
    ),
    Function(
        "access.circle(one uuid)",
        "table (other uuid, strong boolean)",
        CIRCLE,
        volatility="stable",
        to=NOBODY,
    ),
    Function("access.is_guarded(one uuid)", "boolean", GUARDED, volatility="stable", to=NOBODY),
    Function("access.refresh_guarded(persons uuid[])", "void", REFRESH, to=NOBODY),
    Function("access.person_changed()", "trigger", PERSON_CHANGED, to=NOBODY),
    Function("access.related()", "trigger", RELATED, to=NOBODY),
    Trigger(
        "person_changed",
        "people_person",
        "after insert or update of protection, address, family_name",
        "access.person_changed",
    ),
    Trigger(
        "related",
        "people_relation",
        "after insert or update of valid_to, person_id, other_id",
        "access.related",
    ),
    Trigger("near", "people_nearness", "after insert", "access.related"),
]
