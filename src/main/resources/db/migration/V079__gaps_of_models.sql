-- what models were to hear or see of versions and have not; why is empty where nobody needs to be told,
-- held_at is the limit (pages, hours) that held it back
create table model_gap (
  version_id uuid not null references document_version (id) on delete cascade,
  function varchar(30) not null,
  why varchar(2000) not null,
  held_at integer,
  noted_at timestamp with time zone not null,
  primary key (version_id, function)
);
create index model_gap_function on model_gap (function, noted_at);

insert into model_gap (version_id, function, why, noted_at)
  select v.id, 'transcribe', v.failure_detail, current_timestamp
  from document_version v where v.failure_code = 'not-transcribed';
insert into model_gap (version_id, function, why, noted_at)
  select v.id, 'vision', '', current_timestamp
  from document d join document_version v on v.id = d.current_version
  where (v.failure_code = 'no-text' and (v.media_type like 'image/%' or v.media_type = 'application/pdf'))
    or (v.status = 'ready' and v.media_type like 'image/%' and d.metadata not like '%"described by"%')
    or d.metadata like '%"not described"%';

-- how much of one file models are asked to see or hear; null for all of it
create table reading_limit (
  id integer primary key,
  vision_pages integer,
  transcribe_hours integer
);
insert into reading_limit (id, vision_pages, transcribe_hours) values (1, 200, 6);
