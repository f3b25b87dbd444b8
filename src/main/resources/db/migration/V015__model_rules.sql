-- rules that go before the table of routes, in their order; what is null is not asked for
create table model_rule (
  ordinal integer primary key,
  name varchar(100) not null unique,
  function varchar(30),
  label varchar(20),
  min_tokens integer,
  max_tokens integer,
  min_sources integer,
  max_sources integer,
  question varchar(20),
  preference varchar(20) not null,
  within_millis bigint
);

-- the models that a rule names, in their order
create table model_rule_chain (
  rule integer not null references model_rule (ordinal) on delete cascade,
  ordinal integer not null,
  connection_id uuid not null,
  model varchar(300) not null,
  primary key (rule, ordinal),
  foreign key (connection_id, model) references connection_model (connection_id, name) on delete cascade
);

-- the one model that the cost of all is compared with; null for none
alter table model_routing add column compared_connection uuid;
alter table model_routing add column compared_model varchar(300);
