-- What people were told and have read, and what was sent, goes once it is old. Which of it may go is asked of the duties, by the process that looks.
grant delete on office.message, office.notice, office.parcel, office.parcel_attempt to dutybook_app;
