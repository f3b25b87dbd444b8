create table answering_thread (
  id uuid primary key,
  user_id uuid not null,
  title varchar(300) not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);
create index answering_thread_user on answering_thread (user_id, updated_at);

create table answering_turn (
  id uuid primary key,
  thread_id uuid not null references answering_thread (id) on delete cascade,
  ordinal integer not null,
  question varchar(4000) not null,
  outcome varchar(20) not null,
  detail varchar(1000),
  sentences character large object not null,
  model varchar(400),
  extractive boolean not null,
  instead_of varchar(20),
  instead_detail varchar(1000),
  input_tokens integer not null,
  output_tokens integer not null,
  cost_micros bigint not null,
  millis bigint not null,
  asked_at timestamp with time zone not null,
  unique (thread_id, ordinal)
);

-- every passage that was read for the turn: what is shown is checked against these again each time
create table answering_source (
  turn_id uuid not null references answering_turn (id) on delete cascade,
  kind varchar(10) not null,
  n integer not null,
  document_id uuid not null,
  version_id uuid not null,
  version integer not null,
  passage integer not null,
  page integer,
  start_offset integer not null,
  end_offset integer not null,
  quote varchar(1000) not null,
  score double precision not null,
  primary key (turn_id, kind, n)
);
create index answering_source_document on answering_source (document_id);
