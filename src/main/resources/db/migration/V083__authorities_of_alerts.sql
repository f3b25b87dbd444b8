-- PEM, nothing secret: who alone may have signed the certificates of the mail server and of the webhook's host
alter table model_alerting add column mail_authority varchar(200000);
alter table model_alerting add column hook_authority varchar(200000);
