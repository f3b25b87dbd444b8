-- the log is read the latest first, by time and then by sequence
create index model_invocation_latest on model_invocation (at, sequence);
create index model_invocation_of_function on model_invocation (function, at, sequence);
create index model_invocation_of_user on model_invocation (user_name, at, sequence);
create index model_invocation_of_model on model_invocation (connection, model, at, sequence);
create index model_invocation_of_outcome on model_invocation (outcome, at, sequence);
drop index model_invocation_at;
drop index model_invocation_function;
drop index model_invocation_user;

-- sums of each day (UTC) by function, by model and by user, so that no sum reads the log
create table model_usage (
  dimension varchar(10) not null,
  on_day date not null,
  what varchar(450) not null,
  calls bigint not null,
  failed bigint not null,
  cached bigint not null,
  estimated bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cost_micros bigint not null,
  millis bigint not null,
  primary key (dimension, on_day, what)
);
insert into model_usage
select dimension, on_day, what, count(*),
  sum(case when outcome in ('completed', 'incomplete', 'stopped') then 0 else 1 end),
  sum(case when cached then 1 else 0 end),
  sum(case when estimated then 1 else 0 end),
  sum(input_tokens), sum(output_tokens), sum(cost_micros), sum(millis)
from (
  select d.dimension,
    date '1970-01-01' + cast(floor(extract(epoch from i.at) / 86400) as integer) as on_day,
    case d.dimension when 'function' then i.function when 'user' then i.user_name
      else i.connection || '/' || i.model end as what,
    i.*
  from model_invocation i
  cross join (values ('function'), ('model'), ('user')) d (dimension)
) each_call
group by dimension, on_day, what;

-- what was said, only while an administrator has it kept
create table model_invocation_text (
  id uuid primary key,
  at timestamp with time zone not null,
  instructions text not null,
  prompt text not null,
  reply text
);
create index model_invocation_text_at on model_invocation_text (at);

-- one row: what the log keeps, and for how many days
create table model_logging (
  id integer primary key,
  content boolean not null,
  keep_days integer not null,
  content_keep_days integer not null
);
insert into model_logging values (1, false, 365, 7);
