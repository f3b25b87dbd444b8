-- how the documents of a collection are kept; without a row until somebody removes them
create table collection_keeping (
  collection_id uuid primary key references collection (id) on delete cascade,
  keep_days integer,
  bin_days integer,
  hold varchar(500)
);

-- that documents were purged, with what is needed to look whether something of them is left
create table purge_receipt (
  id uuid primary key,
  document_id uuid not null,
  versions integer not null,
  version_ids character large object not null,
  originals character large object not null,
  purged_at timestamp with time zone not null,
  purged_by varchar(200) not null,
  purged_by_id uuid
);
create index purge_receipt_latest on purge_receipt (purged_at desc);
create index document_binned on document (collection_id, binned_at);
