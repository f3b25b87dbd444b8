-- db-scheduler's own table, by its documentation
create table scheduled_tasks (
  task_name varchar(100) not null,
  task_instance varchar(100) not null,
  task_data bytea,
  execution_time timestamp with time zone not null,
  picked boolean not null,
  picked_by varchar(50),
  last_success timestamp with time zone,
  last_failure timestamp with time zone,
  consecutive_failures integer,
  last_heartbeat timestamp with time zone,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_time on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority on scheduled_tasks (priority desc, execution_time);

-- what people see of a job; the row above is only what makes it run
create table job (
  id uuid primary key,
  kind varchar(100) not null,
  payload varchar(4000) not null,
  owner_id uuid not null,
  state varchar(20) not null,
  done bigint not null,
  total bigint not null,
  message varchar(500) not null,
  failure_code varchar(100),
  failure_detail varchar(2000),
  failure_hint varchar(500),
  attempts integer not null,
  failures integer not null,
  cancelled boolean not null,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  ended_at timestamp with time zone
);
create index job_owner on job (owner_id, created_at);
create index job_created on job (created_at);
create index job_ended on job (ended_at);
