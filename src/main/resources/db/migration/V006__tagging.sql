create table vocabulary (
  id uuid primary key,
  name varchar(200) not null unique,
  kind varchar(10) not null,
  created_at timestamp with time zone not null,
  created_by varchar(200) not null
);

-- folded: the name as names are compared, without case and punctuation
-- curated: made by an editor, and so shown to everyone; others only to who may read a document with it
create table term (
  id uuid primary key,
  vocabulary_id uuid not null references vocabulary (id) on delete cascade,
  name varchar(300) not null,
  folded varchar(300) not null,
  broader_id uuid references term (id) on delete set null,
  definition varchar(4000),
  curated boolean not null,
  unique (vocabulary_id, folded)
);
create index term_folded on term (folded);
create index term_broader on term (broader_id);

create table term_synonym (
  term_id uuid not null references term (id) on delete cascade,
  name varchar(300) not null,
  folded varchar(300) not null,
  primary key (term_id, folded)
);
create index term_synonym_folded on term_synonym (folded);

-- term_id null: a phrase of the text that is no term of the open vocabulary yet
create table tag_suggestion (
  id uuid primary key,
  document_id uuid not null references document (id) on delete cascade,
  vocabulary_id uuid not null references vocabulary (id) on delete cascade,
  term_id uuid references term (id) on delete cascade,
  name varchar(300) not null,
  folded varchar(300) not null,
  confidence double precision not null,
  source varchar(20) not null,
  state varchar(20) not null,
  evidence varchar(20000) not null,
  created_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  decided_by varchar(200),
  unique (document_id, vocabulary_id, folded)
);
create index tag_suggestion_state on tag_suggestion (state, document_id);
create index tag_suggestion_term on tag_suggestion (term_id);

-- for which version of a document suggestions were made
create table tagging_pass (
  document_id uuid primary key references document (id) on delete cascade,
  version_id uuid not null,
  note varchar(300),
  made_at timestamp with time zone not null
);

-- what people type freely becomes a term of this one; it is always there
insert into vocabulary (id, name, kind, created_at, created_by)
values ('00000000-0000-4000-8000-000000000001', 'topics', 'open', current_timestamp, 'cloister');
