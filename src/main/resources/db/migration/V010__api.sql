-- what was answered to a request with an Idempotency-Key, for 24 hours
create table api_answer (
  account_id uuid not null,
  idempotency_key varchar(200) not null,
  request_hash varchar(64) not null,
  status integer not null,
  media_type varchar(200),
  location varchar(2000),
  body binary large object not null,
  created_at timestamp with time zone not null,
  primary key (account_id, idempotency_key)
);
create index api_answer_created on api_answer (created_at);
