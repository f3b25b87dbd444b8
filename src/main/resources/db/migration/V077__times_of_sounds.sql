-- when the stretches of a text were said, from the beginning of the recording
create table version_time (
  version_id uuid not null references document_version (id) on delete cascade,
  start_offset integer not null,
  end_offset integer not null,
  from_millis bigint not null,
  to_millis bigint not null,
  primary key (version_id, start_offset)
);

-- what models said of the parts of a file that is not read to its end yet, so that none is asked twice
create table model_part (
  version_id uuid not null references document_version (id) on delete cascade,
  part varchar(100) not null,
  model varchar(500) not null,
  text character large object not null,
  primary key (version_id, part)
);
