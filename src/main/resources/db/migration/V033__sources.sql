-- folders that are looked at on a schedule, and what was brought in from them
create table source (
  id uuid primary key,
  name varchar(200) not null unique,
  folder varchar(1000) not null,
  collection_id uuid not null references collection (id) on delete cascade,
  minutes integer not null,
  subfolders boolean not null,
  folder_tags boolean not null,
  afterwards varchar(10) not null,
  when_gone varchar(10) not null,
  enabled boolean not null,
  owner uuid not null,
  created_at timestamp with time zone not null,
  next_run timestamp with time zone not null,
  job uuid
);
create index source_next_run on source (next_run);

-- a file that was looked at: its size and time as they were then; brought is false where the same
-- bytes were there before
create table source_file (
  source_id uuid not null references source (id) on delete cascade,
  path varchar(4096) not null,
  bytes bigint not null,
  modified_at timestamp with time zone not null,
  document_id uuid,
  brought boolean not null,
  problem varchar(40),
  primary key (source_id, path)
);
create index source_file_document on source_file (document_id);

create table source_run (
  id uuid primary key,
  source_id uuid not null references source (id) on delete cascade,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone not null,
  added integer not null,
  updated integer not null,
  unchanged integer not null,
  binned integer not null,
  waiting integer not null,
  failed integer not null,
  problem varchar(40)
);
create index source_run_latest on source_run (source_id, started_at desc);
