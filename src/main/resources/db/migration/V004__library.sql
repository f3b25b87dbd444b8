create table collection (
  id uuid primary key,
  name varchar(200) not null unique,
  label varchar(20) not null,
  created_at timestamp with time zone not null,
  created_by uuid
);

-- exactly one of user_id, group_id; neither means everyone signed in
create table collection_access (
  id uuid primary key,
  collection_id uuid not null references collection (id) on delete cascade,
  user_id uuid,
  group_id uuid,
  granted varchar(10) not null
);
create index collection_access_collection on collection_access (collection_id);
create index collection_access_user on collection_access (user_id);
create index collection_access_group on collection_access (group_id);

create table document (
  id uuid primary key,
  collection_id uuid not null references collection (id),
  external_id varchar(500),
  title varchar(1000) not null,
  label varchar(20) not null,
  metadata varchar(100000) not null,
  current_version uuid not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  created_by uuid,
  binned_at timestamp with time zone
);
create index document_collection on document (collection_id, created_at);
create unique index document_external on document (collection_id, external_id);
create index document_current on document (current_version);

create table document_version (
  id uuid primary key,
  document_id uuid not null references document (id) on delete cascade,
  number integer not null,
  sha256 varchar(64) not null,
  bytes bigint not null,
  file_name varchar(500) not null,
  media_type varchar(200) not null,
  status varchar(20) not null,
  failure_code varchar(40),
  failure_detail varchar(2000),
  pages integer,
  language varchar(20),
  passages integer not null,
  created_at timestamp with time zone not null,
  created_by varchar(200) not null,
  unique (document_id, number)
);
create index document_version_sha on document_version (sha256);
create index document_version_status on document_version (status);

create table version_text (
  version_id uuid primary key references document_version (id) on delete cascade,
  text character large object not null,
  page_starts character large object not null
);

create table passage (
  version_id uuid not null references document_version (id) on delete cascade,
  ordinal integer not null,
  page integer,
  start_offset integer not null,
  heading varchar(500),
  text varchar(100000) not null,
  primary key (version_id, ordinal)
);

create table document_tag (
  document_id uuid not null references document (id) on delete cascade,
  term_id uuid not null,
  name varchar(300) not null,
  vocabulary varchar(200) not null,
  source varchar(20) not null,
  confidence double precision not null,
  assigned_at timestamp with time zone not null,
  assigned_by varchar(200) not null,
  primary key (document_id, term_id)
);
create index document_tag_term on document_tag (term_id);
create index document_tag_name on document_tag (name);
