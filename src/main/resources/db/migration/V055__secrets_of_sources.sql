-- what opens a source's place, sealed with the master key
alter table source add column secret varbinary(4000);
