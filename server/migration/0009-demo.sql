-- Parties that are only there to be looked at. They are marked as they are registered, while their journal is empty, and stay marked: a real party is
-- never made one, and a demo never becomes real. What is append-only stays so for everybody else.

-- Null for a real party. While a demo is being loaded or removed, nothing is published or delivered for it on the server's clock.
alter table office.party add column demo text check (demo in ('busy', 'ready'));

create function office.keep_demo_mark() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (old.demo is null) = (new.demo is null) then return new; end if;
  if tg_op = 'INSERT' and (new.demo is null or (select t.size from journal.tree t where t.party = new.party) = 0) then return new; end if;
  if tg_op = 'INSERT' and current_user = 'dutybook_owner' then return new; end if; -- a backup that is restored
  raise exception 'a party is a demo from its registration on, or never' using errcode = 'restrict_violation';
end
$$;
create trigger demo_mark before insert or update on office.party for each row execute function office.keep_demo_mark();

create function office.refuse_removal() returns trigger language plpgsql as $$
begin
  if exists (select from office.party p where p.party = old.party and p.demo is not null) then return old; end if;
  raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = 'restrict_violation';
end
$$;

do $$
declare name text;
begin
  foreach name in array array['entry', 'subtree', 'checkpoint'] loop
    execute format('drop trigger append_only on journal.%I', name);
    execute format('create trigger append_only before update or truncate on journal.%I for each statement execute function journal.refuse_change()', name);
    execute format('create trigger append_only_row before delete on journal.%I for each row execute function office.refuse_removal()', name);
  end loop;
end
$$;
