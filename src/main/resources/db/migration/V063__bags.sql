-- bags that were taken in: a whole library each, as one commit with this row
create table bag_taken (
  id uuid primary key,
  taken_at timestamp with time zone not null,
  taken_by varchar(200) not null,
  collections integer not null,
  documents integer not null,
  versions integer not null,
  rights_without_subject integer not null
);
