-- Who owns a duty, who was told of it and when, and what waits to be sent. What a duty is about stands in the journal alone: here are the norm, the
-- subject's id and the instant that a notice is about. Lateness is nowhere: it is asked with a clock.

-- Who answers for a duty, or (with an empty norm) for everything about a subject. Without a row it is the role that may settle it.
create table office.owner (
  party    uuid   not null,
  subject  text   collate "C" not null,
  norm     text   collate "C" not null,
  person   uuid   not null,
  delegate uuid,
  until    bigint, -- the delegate's last instant
  named    bigint not null,
  entry    bigint not null, -- of the journal: who named whom, and why
  primary key (party, subject, norm),
  foreign key (party, person) references office.person,
  foreign key (party, delegate) references office.person,
  check ((delegate is null) = (until is null)),
  check (delegate is distinct from person)
);
create index owner_by_person on office.owner (party, person);

-- How a person wants to be told. An address is used once its code has come back; until then it stands beside the one before.
create table office.notice_wish (
  party    uuid    not null,
  person   uuid    not null,
  language text    not null check (language in ('zh', 'en')),
  mail     boolean not null,
  address  text,
  claimed  text, -- an address that awaits its code
  code     bytea check (octet_length(code) = 32), -- a keyed digest
  asked    bigint, -- when a code was sent last
  tries    integer not null default 0,
  primary key (party, person),
  foreign key (party, person) references office.person,
  check ((claimed is null) = (code is null))
);

create table office.webhook (
  party   uuid   not null references journal.tree,
  webhook uuid   not null,
  url     text   not null,
  secret  bytea  not null, -- sealed
  created bigint not null,
  ended   bigint,
  primary key (party, webhook)
);

-- How far a party has been looked at, and when to look again though its tree has not grown.
create table office.notice_look (
  party  uuid   primary key references journal.tree,
  size   bigint not null,
  looked bigint not null,
  next   bigint not null
);

-- That somebody was told of a duty at a stage of its term, once for each way: the key is all that the notice is.
create table office.notice (
  party     uuid   not null references journal.tree,
  norm      text   collate "C" not null,
  subject   text   collate "C" not null,
  ref       text   collate "C" not null, -- the entry that gave rise to the duty; empty for one that stands by itself
  opened    bigint not null,
  due       bigint not null,
  stage     text   collate "C" not null,
  channel   text   not null check (channel in ('inbox', 'mail', 'webhook')),
  recipient uuid   not null, -- a person or a webhook
  carrier   uuid   not null, -- the message or parcel that it goes with
  about     jsonb  not null, -- edition, provision, and the words of both: nothing of the matter
  at        bigint not null, -- when the stage was reached
  primary key (party, norm, subject, ref, opened, due, stage, channel, recipient)
);
create index notice_by_carrier on office.notice (party, carrier);

-- What goes out by mail or webhook.
create table office.parcel (
  party        uuid   not null references journal.tree,
  parcel       uuid   not null,
  channel      text   not null check (channel in ('mail', 'webhook')),
  recipient    uuid   not null,
  kind         text   not null check (kind in ('duties', 'test')),
  state        text   not null default 'queued' check (state in ('queued', 'sent', 'cancelled', 'dead')),
  attempts     int    not null default 0,
  since        bigint not null, -- queued, or queued again
  next_attempt bigint not null,
  trouble      text, -- code of what went wrong last
  made         bigint not null,
  sent         bigint,
  primary key (party, parcel)
);
create index parcel_due on office.parcel (party, next_attempt) where state = 'queued';
create index parcel_by_recipient on office.parcel (party, recipient, made);

create table office.parcel_attempt (
  party   uuid   not null,
  parcel  uuid   not null,
  at      bigint not null,
  attempt int    not null,
  outcome text   not null, -- `accepted`, or the code of the trouble
  primary key (party, parcel, at, attempt),
  foreign key (party, parcel) references office.parcel
);

create table office.message (
  party   uuid   not null,
  message uuid   not null,
  person  uuid   not null,
  kind    text   collate "C" not null,
  title   jsonb  not null,
  link    text,
  at      bigint not null,
  read    bigint,
  primary key (party, message),
  foreign key (party, person) references office.person
);
create index message_by_person on office.message (party, person, at);
create index message_unread on office.message (party, person) where read is null;

do $$
declare name text;
begin
  foreach name in array array['owner', 'notice_wish', 'webhook', 'notice_look', 'notice', 'parcel', 'parcel_attempt', 'message'] loop
    execute format('alter table office.%I enable row level security', name);
    execute format('alter table office.%I force row level security', name);
    execute format('create policy own_party on office.%I to dutybook_app using (party = journal.current_party()) with check (party = journal.current_party())', name);
    execute format('create policy keeper on office.%I to dutybook_owner using (true) with check (true)', name);
    execute format('grant select, insert on office.%I to dutybook_app', name);
  end loop;
  grant update, delete on office.owner to dutybook_app;
  grant update (language, mail, address, claimed, code, asked, tries) on office.notice_wish to dutybook_app;
  grant delete on office.notice_wish to dutybook_app;
  grant update (ended) on office.webhook to dutybook_app;
  grant update (size, looked, next) on office.notice_look to dutybook_app;
  grant update (state, attempts, since, next_attempt, trouble, sent) on office.parcel to dutybook_app;
  grant update (read) on office.message to dutybook_app;
end
$$;
