-- The index as one embedding model sees the library. The files are below the folder of the index;
-- probes are the vectors of fixed texts, by which the same model is known again elsewhere.
create table index_generation (
  number integer primary key,
  model varchar(300) not null,
  fingerprint varchar(300) not null,
  probes varbinary(1000000),
  state varchar(20) not null,
  created_at timestamp with time zone not null,
  created_by varchar(200) not null,
  built_at timestamp with time zone
);
create index index_generation_state on index_generation (state);
