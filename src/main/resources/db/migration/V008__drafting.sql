-- actor: who had it made, as JSON, for the job that writes it; inputs: JSON
create table draft (
  id uuid primary key,
  owner_id uuid not null,
  actor varchar(20000) not null,
  title varchar(500) not null,
  template varchar(100) not null,
  language varchar(10) not null,
  inputs varchar(40000) not null,
  label varchar(20) not null,
  state varchar(20) not null,
  job_id uuid not null,
  notice_code varchar(40),
  notice_detail varchar(500),
  failure_code varchar(40),
  failure_detail varchar(500),
  failure_hint varchar(500),
  reviewed_by varchar(200),
  reviewed_at timestamp with time zone,
  review_comment varchar(4000),
  revision integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);
create index draft_owner on draft (owner_id, created_at);
create index draft_created on draft (created_at);

-- what is read is frozen when the draft is asked for; no reference: a purged source leaves its name
create table draft_source (
  draft_id uuid not null references draft (id) on delete cascade,
  ordinal integer not null,
  document_id uuid not null,
  version_id uuid not null,
  version integer not null,
  title varchar(1000) not null,
  file_name varchar(500) not null,
  external_id varchar(500),
  sha256 varchar(64) not null,
  primary key (draft_id, ordinal)
);
create index draft_source_document on draft_source (document_id);

-- sentences: JSON, in the order of the Markdown they are taken from
create table draft_section (
  draft_id uuid not null references draft (id) on delete cascade,
  ordinal integer not null,
  id varchar(100) not null,
  heading varchar(500) not null,
  written boolean not null,
  markdown varchar(200000) not null,
  sentences varchar(1000000) not null,
  model varchar(400),
  primary key (draft_id, ordinal),
  unique (draft_id, id)
);

create table draft_citation (
  draft_id uuid not null references draft (id) on delete cascade,
  n integer not null,
  document_id uuid not null,
  version_id uuid not null,
  version integer not null,
  passage integer not null,
  page integer,
  start_offset integer not null,
  end_offset integer not null,
  quote varchar(400) not null,
  primary key (draft_id, n)
);
create index draft_citation_document on draft_citation (document_id);
