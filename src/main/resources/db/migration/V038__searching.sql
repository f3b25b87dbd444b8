-- a document that editors put before what a query finds; folded: the query as queries are compared
create table search_pin (
  id uuid primary key,
  query varchar(200) not null,
  folded varchar(200) not null,
  document_id uuid not null references document (id) on delete cascade,
  created_by varchar(200) not null,
  created_at timestamp with time zone not null,
  unique (folded, document_id)
);
create index search_pin_document on search_pin (document_id);

-- what somebody searched for of late; query: as the part of an address after its question mark
create table recent_search (
  owner uuid not null references account (id) on delete cascade,
  query varchar(4000) not null,
  words varchar(200) not null,
  searched_at timestamp with time zone not null,
  primary key (owner, query)
);

-- remembers: whether one's own searches are kept
create table search_setting (
  owner uuid primary key references account (id) on delete cascade,
  remembers boolean not null
);
