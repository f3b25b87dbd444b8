-- PEM, nothing secret
alter table model_connection add column tls_authority varchar(200000);
alter table model_connection add column tls_certificate varchar(200000);

-- field: client-key, or header/ and the header's name
create table connection_secret (
  connection_id uuid not null references model_connection (id) on delete cascade,
  field varchar(120) not null,
  sealed varbinary(20000) not null,
  last4 varchar(4),
  primary key (connection_id, field)
);

-- owner_id: the group or the person, by the column owner; null for the deployment
alter table model_connection add column owner_id uuid;
-- a person's: the connection whose address it has, with a key of their own
alter table model_connection add column template_id uuid
  references model_connection (id) on delete cascade;
alter table model_connection add column open_to_people boolean default false not null;
alter table model_connection add column asked_first boolean default false not null;
create index model_connection_owner on model_connection (owner_id);

-- the functions for which a person's own model is asked before the route's
create table personal_function (function varchar(30) primary key);
