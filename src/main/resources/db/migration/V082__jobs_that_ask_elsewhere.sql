-- a queue of its own for jobs that ask hosts elsewhere, so that slow hosts keep no other job waiting
create table scheduled_elsewhere_tasks (
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
create index scheduled_elsewhere_tasks_time on scheduled_elsewhere_tasks (execution_time);
create index scheduled_elsewhere_tasks_heartbeat on scheduled_elsewhere_tasks (last_heartbeat);
create index scheduled_elsewhere_tasks_priority on scheduled_elsewhere_tasks (priority desc, execution_time);
