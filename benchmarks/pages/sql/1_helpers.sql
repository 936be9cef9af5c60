-- What the filling needs: its sizes, its names, and arithmetic instead of joins. Dropped afterwards.
create schema filling;
create table filling.size (dossiers bigint, cases bigint, open_cases bigint, units int, relatives bigint, at timestamptz);
create table filling.given (slot int primary key, name text, sex text);
create table filling.family (slot int primary key, name text);
create table filling.number (slot int primary key, number text);
create table filling.passage (slot int primary key, words text);

-- A row's key from its kind and order: as dense in an index as the program's own, and found without a join.
create function filling.id(kind int, nr bigint) returns uuid language sql immutable parallel safe as
$$ select ('0190' || lpad(to_hex(kind), 4, '0') || '-0000-7000-8000-' || lpad(to_hex(nr), 12, '0'))::uuid $$;

-- A number from 0 to most - 1 that looks like chance and is the same every time.
create function filling.dice(nr bigint, salt int, most int) returns int language sql immutable parallel safe as
$$ select (((nr + salt) * 48271 % 2147483647 * 69621 % 2147483647) % most)::int $$;

-- A number as four letters of a reserve number's kind; distinct below 331 776.
create function filling.letters(nr bigint) returns text language sql immutable parallel safe as
$$ select chr(65 + (nr % 24)::int) || chr(65 + (nr / 24 % 24)::int)
       || chr(65 + (nr / 576 % 24)::int) || chr(65 + (nr / 13824 % 24)::int) $$;
