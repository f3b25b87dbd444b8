-- searches that people kept, and the documents that came since and match them
create table saved_search (
  id uuid primary key,
  owner uuid not null references account (id) on delete cascade,
  name varchar(200) not null,
  query varchar(16000) not null,
  alert varchar(10) not null,
  created_at timestamp with time zone not null,
  unique (owner, name)
);

create table saved_search_match (
  search_id uuid not null references saved_search (id) on delete cascade,
  document_id uuid not null references document (id) on delete cascade,
  found_at timestamp with time zone not null,
  seen boolean not null,
  primary key (search_id, document_id)
);
create index saved_search_match_document on saved_search_match (document_id);
