-- Requests besides commands name themselves too (`Idempotency-Key`). While one is under way its name is held; what it was answered is kept sealed for
-- a day, because it may hold what is shown once. What was answered to a command stays for ever.
grant update (digest, answer), delete on office.answer to dutybook_app;
create policy passing_change on office.answer as restrictive for update to dutybook_app using (answer ->> 'kind' <> 'accepted');
create policy passing_end on office.answer as restrictive for delete to dutybook_app using (answer ->> 'kind' <> 'accepted');
-- Those that go after a day are found without a look at what stays for ever.
create index answer_passing on office.answer (party, given) where answer ->> 'kind' <> 'accepted';
