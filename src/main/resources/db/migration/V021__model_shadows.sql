-- the model that is asked, unseen, after a share of a function's calls
create table model_shadow (
  function varchar(30) primary key,
  connection_id uuid not null,
  model varchar(300) not null,
  share integer not null,
  since timestamp with time zone not null,
  foreign key (connection_id, model)
    references connection_model (connection_id, name) on delete cascade
);
