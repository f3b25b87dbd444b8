-- the files within files: where the text of each is in the text of the whole
create table version_part (
  version_id uuid not null references document_version (id) on delete cascade,
  ordinal integer not null,
  name varchar(500) not null,
  media_type varchar(200) not null,
  depth integer not null,
  start_offset integer not null,
  end_offset integer not null,
  primary key (version_id, ordinal)
);
