-- What documents in a state are counted and ordered by, so that none of their rows is read.
create index document_current_listed
    on document (current_version, collection_id, binned_at, created_at, id);
drop index document_current;
create index document_version_in on document_version (status, id);
drop index document_version_status;
