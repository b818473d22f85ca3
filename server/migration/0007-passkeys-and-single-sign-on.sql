-- Two more ways to sign in. A passkey is a public key; a link says which subject of an issuer is which person. Neither opens a door by itself.

create table office.passkey (
  party      uuid   not null,
  passkey    uuid   not null,
  person     uuid   not null,
  name       text   not null, -- what its owner calls it
  credential bytea  not null check (octet_length(credential) between 1 and 1023), -- its id
  public_key bytea  not null, -- COSE
  counter    bigint not null, -- the newest that it showed; 0 of one that does not count
  transports text[] not null,
  created    bigint not null,
  used       bigint,
  primary key (party, passkey),
  unique (party, credential),
  foreign key (party, person) references office.person
);
create index passkey_by_person on office.passkey (party, person);

-- What an authenticator is asked to sign, once. With a person and a session it is for registering; without, for signing in.
create table office.passkey_challenge (
  party   uuid   not null references journal.tree,
  digest  bytea  not null check (octet_length(digest) = 32),
  person  uuid,
  session uuid,
  expires bigint not null,
  primary key (party, digest),
  check ((person is null) = (session is null))
);

-- The identity provider of a party, if it has one.
create table office.single_sign_on (
  party   uuid   not null references journal.tree,
  name    text   not null, -- as people know it
  issuer  text   not null,
  client  text   not null,
  secret  bytea  not null, -- sealed
  claim   text   not null, -- what the provider calls a person by; shown, and never looked up
  domains text[] not null, -- of that claim; none where any will do
  acr     text[] not null, -- one of these, or
  amr     text[] not null, -- one of these says that the provider has asked for a second factor
  changed bigint not null,
  primary key (party)
);

create table office.single_sign_on_link (
  party   uuid   not null,
  issuer  text   collate "C" not null,
  subject text   collate "C" not null,
  person  uuid   not null,
  label   text   not null, -- the claim, as it was then
  linked  bigint not null,
  used    bigint,
  primary key (party, issuer, subject),
  unique (party, person),
  foreign key (party, person) references office.person
);

-- On the way to the provider and back, once. With a session or an invitation it is for linking.
create table office.single_sign_on_flow (
  party      uuid   not null references journal.tree,
  flow       uuid   not null,
  digest     bytea  not null check (octet_length(digest) = 32),
  session    uuid,
  invitation uuid,
  expires    bigint not null,
  primary key (party, flow)
);

do $$
declare name text;
begin
  foreach name in array array['passkey', 'passkey_challenge', 'single_sign_on', 'single_sign_on_link', 'single_sign_on_flow'] loop
    execute format('alter table office.%I enable row level security', name);
    execute format('alter table office.%I force row level security', name);
    execute format('create policy own_party on office.%I to dutybook_app using (party = journal.current_party()) with check (party = journal.current_party())', name);
    execute format('create policy keeper on office.%I to dutybook_owner using (true) with check (true)', name);
    execute format('grant select, insert, delete on office.%I to dutybook_app', name);
  end loop;
  grant update (counter, used) on office.passkey to dutybook_app;
  grant update (used) on office.single_sign_on_link to dutybook_app;
  grant update (name, issuer, client, secret, claim, domains, acr, amr, changed) on office.single_sign_on to dutybook_app;
end
$$;
