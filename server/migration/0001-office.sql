-- What is computed from the journal, and who may act. Views are folds: they can be dropped and made again from the journal.

create schema office;
grant usage on schema office to dutybook_app;

-- The party as others are told of it.
create table office.party (
  party  uuid primary key references journal.tree,
  kind   text not null check (kind in ('operator', 'provider', 'department', 'service-institution', 'industry-organisation')),
  zh     text not null,
  en     text not null,
  region text not null check (region ~ '^[0-9]{6}$'), -- code of GB/T 2260
  remit  text,
  level  text,
  check ((kind = 'department') = (remit is not null and level is not null))
);

create table office.person (
  party  uuid    not null references journal.tree,
  person uuid    not null,
  name   text    not null,
  roles  text[]  not null,
  active boolean not null default true,
  primary key (party, person)
);

-- A token is shown once; only its digest is kept.
create table office.token (
  party   uuid   not null,
  token   uuid   not null,
  person  uuid   not null,
  name    text   not null,
  digest  bytea  not null check (octet_length(digest) = 32),
  created bigint not null,
  expires bigint not null,
  ended   bigint,
  primary key (party, token),
  foreign key (party, person) references office.person
);

create table office.matter (
  party     uuid   not null,
  procedure text   collate "C" not null,
  subject   text   collate "C" not null,
  version   bigint not null, -- entries of its stream
  changed   bigint not null, -- index of the newest of them
  primary key (party, procedure, subject)
);

create table office.view_row (
  party   uuid  not null,
  view    text  collate "C" not null,
  key     text  collate "C" not null,
  subject text  collate "C" not null, -- the matter that the row is of
  cells   jsonb not null,
  primary key (party, view, key)
);
create index view_row_by_matter on office.view_row (party, view, subject);

-- What was answered to a request that named itself, so that the same request again is answered the same.
create table office.answer (
  party  uuid   not null,
  name   text   collate "C" not null,
  digest bytea  not null check (octet_length(digest) = 32), -- of the request
  answer jsonb  not null,
  given  bigint not null,
  primary key (party, name)
);

do $$
declare name text;
begin
  foreach name in array array['party', 'person', 'token', 'matter', 'view_row', 'answer'] loop
    execute format('alter table office.%I enable row level security', name);
    execute format('alter table office.%I force row level security', name);
    execute format('create policy own_party on office.%I to dutybook_app using (party = journal.current_party()) with check (party = journal.current_party())', name);
    execute format('create policy keeper on office.%I to dutybook_owner using (true) with check (true)', name);
    execute format('grant select, insert on office.%I to dutybook_app', name);
  end loop;
  foreach name in array array['party', 'person', 'matter', 'view_row'] loop
    execute format('grant update on office.%I to dutybook_app', name);
  end loop;
  grant update (ended) on office.token to dutybook_app;
  grant delete on office.matter, office.view_row to dutybook_app;
end
$$;
