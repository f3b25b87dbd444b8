-- the language that mails about budgets are written in, by its ISO 639 code
alter table model_alerting add column mail_language varchar(8) default 'en' not null;
