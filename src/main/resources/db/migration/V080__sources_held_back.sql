-- since when a file is gone without its document being binned, because too much was gone at once
alter table source_file add column held_since timestamp with time zone;
-- what was held back before this moment is binned by the next look
alter table source add column bins_held_until timestamp with time zone;
alter table source_run add column held_back integer default 0 not null;
update source_run set problem = 'empty-place' where problem = 'empty-folder';
