-- what is built in is no row of its own: null is its connection in routes and rules
alter table model_route alter column connection_id drop not null;
alter table model_rule_chain alter column connection_id drop not null;
