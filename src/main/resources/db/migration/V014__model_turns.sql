-- how many calls a connection is asked at once; null for all that come
alter table model_connection add column max_concurrent integer;

-- why this model: the rule or the place in the table of routes that named it
alter table model_invocation add column route varchar(300);

-- until now each function had one route at a time
insert into model_usage (dimension, on_day, what, calls, failed, cached, estimated, input_tokens,
  output_tokens, cost_micros, millis)
select 'route', on_day, what, calls, failed, cached, estimated, input_tokens, output_tokens,
  cost_micros, millis
from model_usage where dimension = 'function';
