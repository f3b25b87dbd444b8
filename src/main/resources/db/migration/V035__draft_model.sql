-- the model that an editor chose for a draft, as connection/model; null for the route's
alter table draft add column chosen_model varchar(500);
