-- Which matter a letter that came went to. What a matter says of persons may stand in the letter as well; both are erased together.
alter table office.incoming_letter
  add column procedure text collate "C",
  add column subject text collate "C",
  add check ((procedure is null) = (subject is null));
create index incoming_letter_by_matter on office.incoming_letter (party, procedure, subject);
-- A letter that went out has its matter in its id.
create index outgoing_letter_by_matter on office.outgoing_letter (party, split_part(letter, '/', 2), split_part(letter, '/', 3));
