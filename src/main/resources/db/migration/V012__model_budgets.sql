-- target: the id of a connection, user or group, or the word of a function; empty for all
create table model_budget (
  scope varchar(20) not null,
  target varchar(100) not null,
  name varchar(200) not null,
  monthly_tokens bigint,
  monthly_micros bigint,
  warn_at double precision not null,
  action varchar(20) not null,
  primary key (scope, target)
);

-- booked: taken ahead of use, so that it is never less than what was spent
create table model_budget_month (
  scope varchar(20) not null,
  target varchar(100) not null,
  in_month varchar(7) not null,
  booked_tokens bigint not null,
  booked_micros bigint not null,
  warned_at timestamp with time zone,
  spent_at timestamp with time zone,
  primary key (scope, target, in_month)
);
