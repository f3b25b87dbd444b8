-- how many calls of each kind each day (UTC) of the log has: pages are counted and found by it, so
-- that none passes over the calls of more than a day. It has days that the log has, and no others.
create table model_invocation_count (
  on_day date not null,
  function varchar(30) not null,
  connection varchar(100) not null,
  model varchar(300) not null,
  outcome varchar(30) not null,
  calls bigint not null,
  primary key (on_day, function, connection, model, outcome)
);
insert into model_invocation_count (on_day, function, connection, model, outcome, calls)
select on_day, function, connection, model, outcome, count(*)
from (
  select date '1970-01-01' + cast(floor(extract(epoch from at) / 86400) as integer) as on_day,
    function, connection, model, outcome
  from model_invocation
) each_call
group by on_day, function, connection, model, outcome;

-- the days of one person, or of one model, however many others there are
create index model_usage_of on model_usage (dimension, what, on_day);
