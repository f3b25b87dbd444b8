-- stretches of texts that nobody sees who opens the file
create table version_hidden (
  version_id uuid not null references document_version (id) on delete cascade,
  start_offset integer not null,
  end_offset integer not null,
  kind varchar(20) not null,
  primary key (version_id, start_offset)
);
