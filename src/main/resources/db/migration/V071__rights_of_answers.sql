-- what whoever got the answer could read then; without it, and with secrets in it, none is kept
delete from api_answer;
alter table api_answer add column readable character large object not null;
