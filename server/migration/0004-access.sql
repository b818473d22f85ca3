-- How people sign in. Nothing here opens a door by itself: passwords are hashed, secrets of sessions and links are digests, seeds of codes are sealed.

-- A party's key for what signing in needs to keep secret. It is sealed with the master key, and anew when that changes, like the party's other keys.
alter table journal.party_key drop constraint party_key_purpose_check;
alter table journal.party_key add constraint party_key_purpose_check check (purpose in ('payload', 'checkpoint', 'access'));

-- What a token may be used for.
alter table office.token add column scope text not null default 'all' check (scope in ('all', 'read'));

create table office.account (
  party    uuid   not null,
  person   uuid   not null,
  name     text   collate "C" not null, -- as it is compared: NFKC, lower case
  password text   not null check (password like '$argon2id$%'),
  changed  bigint not null,
  primary key (party, person),
  unique (party, name),
  foreign key (party, person) references office.person
);

-- Codes by the clock (RFC 6238), as the second step of signing in.
create table office.second_step (
  party     uuid   not null,
  person    uuid   not null,
  seed      bytea  not null, -- sealed
  confirmed bigint, -- it is asked for from then on
  step      bigint not null default 0, -- the newest that was used: it and earlier ones are used up
  primary key (party, person),
  foreign key (party, person) references office.account
);

create table office.recovery_code (
  party  uuid   not null,
  person uuid   not null,
  digest bytea  not null check (octet_length(digest) = 32),
  used   bigint,
  primary key (party, person, digest),
  foreign key (party, person) references office.second_step on delete cascade
);

create table office.session (
  party   uuid    not null,
  session uuid    not null,
  person  uuid    not null,
  digest  bytea   not null check (octet_length(digest) = 32),
  whole   boolean not null, -- not while the second step is awaited
  agent   text    not null, -- what the browser calls itself
  created bigint  not null,
  seen    bigint  not null,
  expires bigint  not null,
  ended   bigint,
  primary key (party, session),
  foreign key (party, person) references office.person
);
create index session_by_person on office.session (party, person);

create table office.invitation (
  party      uuid   not null,
  invitation uuid   not null,
  person     uuid   not null,
  name       text   collate "C" not null, -- of the account
  digest     bytea  not null check (octet_length(digest) = 32),
  created    bigint not null,
  expires    bigint not null,
  ended      bigint, -- used, or replaced by a newer one
  primary key (party, invitation),
  foreign key (party, person) references office.person
);
create index invitation_by_person on office.invitation (party, person);

-- Attempts that failed, by a keyed digest of the account's name or of an address: whether there is such an account makes no difference.
create table office.attempt (
  party    uuid    not null references journal.tree,
  door     bytea   not null check (octet_length(door) = 32),
  failures integer not null,
  since    bigint  not null,
  primary key (party, door)
);

do $$
declare name text;
begin
  foreach name in array array['account', 'second_step', 'recovery_code', 'session', 'invitation', 'attempt'] loop
    execute format('alter table office.%I enable row level security', name);
    execute format('alter table office.%I force row level security', name);
    execute format('create policy own_party on office.%I to dutybook_app using (party = journal.current_party()) with check (party = journal.current_party())', name);
    execute format('create policy keeper on office.%I to dutybook_owner using (true) with check (true)', name);
    execute format('grant select, insert on office.%I to dutybook_app', name);
  end loop;
  grant update (name, password, changed) on office.account to dutybook_app;
  grant update (confirmed, step) on office.second_step to dutybook_app;
  grant update (used) on office.recovery_code to dutybook_app;
  grant update (seen, ended) on office.session to dutybook_app;
  grant update (ended) on office.invitation to dutybook_app;
  grant update (failures, since) on office.attempt to dutybook_app;
  grant delete on office.second_step, office.session, office.attempt to dutybook_app;
end
$$;
