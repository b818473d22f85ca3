-- Somebody who began a matter at the portal follows it by a code that only they have. What is kept finds the matter and is not the code.
create table office.receipt_code (
  party     uuid  not null,
  digest    bytea not null check (octet_length(digest) = 32),
  procedure text  collate "C" not null,
  subject   text  collate "C" not null,
  primary key (party, digest)
);

alter table office.receipt_code enable row level security;
alter table office.receipt_code force row level security;
create policy own_party on office.receipt_code to dutybook_app using (party = journal.current_party()) with check (party = journal.current_party());
create policy keeper on office.receipt_code to dutybook_owner using (true) with check (true);
grant select, insert on office.receipt_code to dutybook_app;
