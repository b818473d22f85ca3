-- What people were told and have read, and what was sent, goes once it is old. Which of it may go is asked of the duties, by the process that looks.
grant delete on office.message, office.notice, office.parcel to dutybook_app;
-- Attempts go with the parcel that they were made with, and by themselves they stay.
alter table office.parcel_attempt
  drop constraint parcel_attempt_party_parcel_fkey,
  add constraint parcel_attempt_party_parcel_fkey foreign key (party, parcel) references office.parcel on delete cascade;
