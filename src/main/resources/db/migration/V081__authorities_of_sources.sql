-- PEM, nothing secret: who alone may have signed the certificates of a source's hosts
alter table source add column tls_authority varchar(200000);
