-- what a filter is often joined with stands in its index, so that counting reads no row of the log
drop index model_invocation_of_user;
drop index model_invocation_of_outcome;
create index model_invocation_of_user
  on model_invocation (user_name, at, sequence, function, outcome, connection, model);
create index model_invocation_of_outcome
  on model_invocation (outcome, at, sequence, function, connection, model);
