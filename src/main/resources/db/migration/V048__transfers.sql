-- files that arrive in parts: received bytes are on the disk; document_id is what all of it became
create table transfer (
  id uuid primary key,
  owner uuid not null,
  file_name varchar(1000) not null,
  bytes bigint not null,
  collection_id uuid not null references collection (id) on delete cascade,
  title varchar(1000),
  label varchar(20),
  keeps_duplicates boolean not null,
  received bigint not null,
  document_id uuid,
  version integer,
  is_duplicate boolean,
  same_name uuid,
  touched_at timestamp with time zone not null
);
create index transfer_owner on transfer (owner, document_id);
create index transfer_touched on transfer (touched_at);
