-- the collections that a counted answer was narrowed to, by id; null for all that might be read
alter table answering_turn add column counted_in varchar(8000);
