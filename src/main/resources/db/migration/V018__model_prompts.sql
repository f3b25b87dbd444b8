-- what administrators made of the prompts that ship; family is empty for models of any
create table model_prompt_version (
  function varchar(30) not null,
  family varchar(30) not null,
  number integer not null,
  text varchar(20000) not null,
  note varchar(200) not null,
  at timestamp with time zone not null,
  user_name varchar(200) not null,
  primary key (function, family, number)
);

-- which of them is used; without a row, the one that ships
create table model_prompt (
  function varchar(30) not null,
  family varchar(30) not null,
  number integer not null,
  primary key (function, family),
  foreign key (function, family, number) references model_prompt_version (function, family, number)
);

alter table model_invocation add column prompt varchar(100);
