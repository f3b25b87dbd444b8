-- what is said of a model to those who choose among models
create table catalogue_entry (
  connection_id uuid not null,
  model varchar(300) not null,
  description varchar(2000) not null,
  quality varchar(500),
  primary key (connection_id, model),
  foreign key (connection_id, model)
    references connection_model (connection_id, name) on delete cascade
);

-- who may choose it; everybody if there is none
create table catalogue_group (
  connection_id uuid not null,
  model varchar(300) not null,
  group_id uuid not null,
  primary key (connection_id, model, group_id),
  foreign key (connection_id, model)
    references catalogue_entry (connection_id, model) on delete cascade
);
