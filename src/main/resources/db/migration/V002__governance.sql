create table audit_entry (
  sequence bigint generated always as identity primary key,
  at timestamp with time zone not null,
  actor_id uuid,
  actor varchar(200) not null,
  action varchar(100) not null,
  subject varchar(200) not null,
  details varchar(4000) not null
);
create index audit_entry_at on audit_entry (at);
create index audit_entry_actor on audit_entry (actor);
