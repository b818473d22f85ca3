-- What happened, provably. Every table leads with the party, so that one party's rows stand together and row-level security can hold.
-- Instants are milliseconds since 1970-01-01T00:00Z.

create schema journal;
grant usage on schema journal to dutybook_app;

create function journal.current_party() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('dutybook.party', true), '')::uuid;

-- One tree a party. Locking its row puts that party's appends in one order.
create table journal.tree (
  party    uuid   primary key,
  origin   text   not null check (origin ~ '^[!-*,-~]{1,200}$'), -- the first line of its checkpoints
  size     bigint not null default 0 check (size >= 0),
  peaks    bytea  not null default '' check (octet_length(peaks) % 32 = 0), -- roots of the complete subtrees, largest first
  recorded bigint not null default 0, -- of the newest entry; never runs backwards
  unique (origin, party)
) with (fillfactor = 20); -- room for updates in place

-- What a leaf commits to, as columns: the leaf itself is made from them and never stored twice.
create table journal.entry (
  party      uuid     not null, -- no foreign keys here: each would cost a query an entry, and verification finds what has no place
  index      bigint   not null check (index >= 0),
  stream     text     collate "C" not null,
  version    bigint   not null check (version >= 0),
  id         uuid     not null, -- the writer's name for it: what is sent twice is recorded once
  kind       text     collate "C" not null,
  subject    text     collate "C",
  occurred   bigint   not null, -- when it happened or was known: claimed
  recorded   bigint   not null, -- when it was written down: ours
  commitment bytea    not null check (octet_length(commitment) = 32),
  leaf_hash  bytea    not null check (octet_length(leaf_hash) = 32),
  primary key (party, index),
  unique (party, stream, version),
  unique (party, id)
);
create index entry_by_kind on journal.entry (party, kind, index);
create index entry_by_occurrence on journal.entry (party, occurred, index);

-- Hashes of the complete subtrees of 256, 65,536, … leaves: with the leaf hashes, all that tiles are made of.
create table journal.subtree (
  party uuid     not null,
  level smallint not null check (level between 1 and 6),
  index bigint   not null check (index >= 0),
  hash  bytea    not null check (octet_length(hash) = 32),
  primary key (party, level, index)
);

-- Content, outside the leaf: salt and payload, sealed with the party's key. Erasing removes the row.
create table journal.payload (
  party      uuid   not null,
  index      bigint not null,
  generation int    not null, -- of the party's key
  sealed     bytea  not null, -- nonce (12 bytes), ciphertext, tag (16 bytes)
  primary key (party, index)
);
alter table journal.payload alter column sealed set storage external; -- ciphertext does not compress

create table journal.party_key (
  party      uuid   not null references journal.tree,
  purpose    text   not null check (purpose in ('payload', 'checkpoint')),
  generation int    not null check (generation > 0),
  public_key bytea, -- of a checkpoint key; kept for ever
  wrapped    bytea, -- the secret, sealed with the installation's key; removed when the key is retired
  created    bigint not null,
  primary key (party, purpose, generation)
);

-- Every checkpoint that was ever published, for ever.
create table journal.checkpoint (
  party  uuid   not null references journal.tree,
  size   bigint not null check (size >= 0),
  note   text   not null, -- signed, with the cosignatures that it was published with
  signed bigint not null,
  primary key (party, size)
);

create function journal.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'journal.% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;

do $$
declare name text;
begin
  foreach name in array array['tree', 'entry', 'subtree', 'payload', 'party_key', 'checkpoint'] loop
    execute format('alter table journal.%I enable row level security', name);
    execute format('alter table journal.%I force row level security', name);
    execute format('create policy own_party on journal.%I to dutybook_app using (party = journal.current_party()) with check (party = journal.current_party())', name);
    execute format('create policy keeper on journal.%I to dutybook_owner using (true) with check (true)', name);
    execute format('grant select, insert on journal.%I to dutybook_app', name);
  end loop;
  foreach name in array array['entry', 'subtree', 'checkpoint'] loop
    execute format('create trigger append_only before update or delete or truncate on journal.%I for each statement execute function journal.refuse_change()', name);
  end loop;
end
$$;

grant update (size, peaks, recorded) on journal.tree to dutybook_app;
grant update (generation, sealed), delete on journal.payload to dutybook_app;
grant update (wrapped) on journal.party_key to dutybook_app;
