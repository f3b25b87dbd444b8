-- the agents that were switched off
create table model_agent_off (
  agent varchar(30) primary key,
  at timestamp with time zone not null,
  user_name varchar(200) not null
);

-- one row: how administrators are told that a budget nears its end; null is what is not set
create table model_alerting (
  id integer primary key,
  mail_host varchar(300),
  mail_port integer not null,
  mail_tls varchar(10) not null,
  mail_user varchar(300),
  mail_password varbinary(5000),
  mail_from varchar(300),
  mail_to varchar(2000),
  hook_url varchar(1000),
  hook_secret varbinary(5000)
);
insert into model_alerting (id, mail_port, mail_tls) values (1, 587, 'starttls');
