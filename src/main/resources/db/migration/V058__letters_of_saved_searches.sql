-- mails: whether the owner is told by mail as well; mailed: whether that was done
alter table saved_search add column mails boolean default false not null;
alter table saved_search_match add column mailed boolean default true not null;
create index saved_search_match_mailed on saved_search_match (mailed, found_at);

-- where letters of saved searches go, once the owner sent the code back that came there
create table search_letters (
  owner uuid primary key references account (id) on delete cascade,
  address varchar(254) not null,
  language varchar(8) not null,
  code varchar(20),
  tries integer not null,
  problem varchar(500),
  set_at timestamp with time zone not null
);
