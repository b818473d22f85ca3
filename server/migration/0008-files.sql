-- Files that people keep as evidence. Each is sealed with a key of its own, which stands only in what its entry of the journal says: erasing that
-- content leaves bytes that nothing opens, here and in every backup.

create table office.file (
  party     uuid   not null references journal.tree,
  file      uuid   not null,
  index     bigint, -- its entry in the journal; without one it is still being sent
  procedure text   collate "C" not null,
  subject   text   collate "C" not null,
  size      bigint not null check (size >= 0),
  begun     bigint not null, -- ms since 1970-01-01T00:00Z
  primary key (party, file)
);
create index file_by_subject on office.file (party, procedure, subject);

create table office.file_part (
  party  uuid    not null,
  file   uuid    not null,
  part   integer not null check (part >= 0),
  sealed bytea   not null, -- nonce (12 bytes), ciphertext, tag (16 bytes)
  primary key (party, file, part),
  foreign key (party, file) references office.file on delete cascade
);
alter table office.file_part alter column sealed set storage external; -- ciphertext does not compress

do $$
declare name text;
begin
  foreach name in array array['file', 'file_part'] loop
    execute format('alter table office.%I enable row level security', name);
    execute format('alter table office.%I force row level security', name);
    execute format('create policy own_party on office.%I to dutybook_app using (party = journal.current_party()) with check (party = journal.current_party())', name);
    execute format('create policy keeper on office.%I to dutybook_owner using (true) with check (true)', name);
    execute format('grant select, insert, delete on office.%I to dutybook_app', name);
  end loop;
  grant update (index, size) on office.file to dutybook_app;
end
$$;
