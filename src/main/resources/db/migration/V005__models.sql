create table model_connection (
  id uuid primary key,
  name varchar(100) not null unique,
  kind varchar(30) not null,
  base_url varchar(1000) not null,
  boundary varchar(20) not null,
  region varchar(100),
  owner varchar(20) not null,
  headers varchar(10000) not null,
  sealed_key varbinary(10000),
  key_last4 varchar(4),
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);

-- profile: what the last probe found out, as JSON
create table connection_model (
  connection_id uuid not null references model_connection (id) on delete cascade,
  name varchar(300) not null,
  ordinal integer not null,
  kinds varchar(200) not null,
  context_tokens integer,
  input_micros bigint not null,
  output_micros bigint not null,
  profile varchar(4000),
  primary key (connection_id, name)
);

-- which models are asked for a function, in this order; label null means any
create table model_route (
  id uuid primary key,
  function varchar(30) not null,
  label varchar(20),
  tier varchar(20),
  ordinal integer not null,
  connection_id uuid not null,
  model varchar(300) not null,
  foreign key (connection_id, model) references connection_model (connection_id, name) on delete cascade
);
create index model_route_function on model_route (function, ordinal);

-- one row: how routes are chosen
create table model_routing (
  id integer primary key,
  mode varchar(20) not null,
  tier varchar(20) not null
);
insert into model_routing (id, mode, tier) values (1, 'own', 'balanced');

create table model_invocation (
  sequence bigint generated always as identity primary key,
  id uuid not null unique,
  at timestamp with time zone not null,
  function varchar(30) not null,
  connection varchar(100) not null,
  model varchar(300) not null,
  user_id uuid not null,
  user_name varchar(200) not null,
  document varchar(100),
  input_tokens integer not null,
  output_tokens integer not null,
  estimated boolean not null,
  cost_micros bigint not null,
  first_token_millis bigint,
  millis bigint not null,
  outcome varchar(30) not null,
  detail varchar(500),
  fallback_from varchar(400),
  cached boolean not null
);
create index model_invocation_at on model_invocation (at);
create index model_invocation_function on model_invocation (function, at);
create index model_invocation_user on model_invocation (user_id, at);
