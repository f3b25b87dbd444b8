-- when the taking of a file began that is not noted as taken yet: a kill in between is made good
alter table source_file add column begun_at timestamp with time zone;
