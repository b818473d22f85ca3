-- Letters between parties: what is under way, what has come, and whom a party knows on other installations. What a letter says stands in the journal
-- alone, sealed and erasable; here is only where it goes and how far it has come.

create table office.outgoing_letter (
  party        uuid   not null references journal.tree,
  letter       text   collate "C" not null, -- its id
  entry        bigint not null, -- of the sender's journal: the letter's exact bytes
  ref          text   not null, -- the entry that it was sent by
  kind         text   collate "C" not null,
  addressee    jsonb  not null, -- as the letter has it
  digest       bytea  not null check (octet_length(digest) = 32), -- SHA-256 of its bytes
  answers      text, -- id of the letter that it answers
  receiver     uuid, -- the party that the addressee turned out to be
  base         text, -- of the receiver's installation; null on this one
  state        text   not null default 'queued' check (state in ('queued', 'delivered', 'receipted', 'dead')),
  attempts     int    not null default 0,
  since        bigint not null, -- queued, or queued again
  next_attempt bigint not null,
  trouble      text, -- code of what went wrong last
  written      bigint not null,
  delivered    bigint,
  receipted    bigint,
  receipt      bigint, -- of the sender's journal: the entry with the signed receipt
  primary key (party, letter)
);
create index outgoing_letter_due on office.outgoing_letter (party, next_attempt) where state = 'queued';

create table office.incoming_letter (
  party    uuid   not null references journal.tree,
  letter   text   collate "C" not null,
  sender   uuid   not null,
  kind     text   collate "C" not null,
  digest   bytea  not null check (octet_length(digest) = 32),
  entry    bigint not null, -- of the receiver's journal: the signed envelope
  received bigint not null,
  primary key (party, letter)
);

-- Whom a party knows on other installations, and by which key. Nobody else adds to it.
create table office.correspondent (
  party         uuid   not null references journal.tree,
  correspondent uuid   not null,
  kind          text   not null check (kind in ('operator', 'provider', 'department', 'service-institution', 'industry-organisation')),
  zh            text   not null,
  en            text   not null,
  region        text   not null check (region ~ '^[0-9]{6}$'),
  remit         text,
  level         text,
  base          text   not null,
  verifier_key  text   not null,
  changed       bigint not null,
  primary key (party, correspondent),
  check ((kind = 'department') = (remit is not null and level is not null))
);

do $$
declare name text;
begin
  foreach name in array array['outgoing_letter', 'incoming_letter', 'correspondent'] loop
    execute format('alter table office.%I enable row level security', name);
    execute format('alter table office.%I force row level security', name);
    execute format('create policy own_party on office.%I to dutybook_app using (party = journal.current_party()) with check (party = journal.current_party())', name);
    execute format('create policy keeper on office.%I to dutybook_owner using (true) with check (true)', name);
    execute format('grant select, insert on office.%I to dutybook_app', name);
  end loop;
end
$$;
grant update (receiver, base, state, attempts, since, next_attempt, trouble, delivered, receipted, receipt) on office.outgoing_letter to dutybook_app;
grant delete on office.correspondent to dutybook_app;

-- The departments of this installation, by what anybody may know of an authority: its card and the key by which it signs. The one thing that a
-- party sees of others.
create function office.departments(of_remit text, of_level text, of_region text)
  returns table (party uuid, zh text, en text, remit text, level text, region text, origin text, public_key bytea)
  language sql stable security definer set search_path = ''
as $$
  select p.party, p.zh, p.en, p.remit, p.level, p.region, t.origin, k.public_key
    from office.party p
    join journal.tree t on t.party = p.party
    join lateral (select c.public_key from journal.party_key c where c.party = p.party and c.purpose = 'checkpoint' order by c.generation desc limit 1) k on true
   where p.kind = 'department' and p.remit = of_remit and p.level = of_level and p.region = of_region
   order by p.party
$$;
revoke all on function office.departments(text, text, text) from public;
grant execute on function office.departments(text, text, text) to dutybook_app;
