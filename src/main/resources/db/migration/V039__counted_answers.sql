-- where what an answer counted is listed, as the address of a page
alter table answering_turn add column counted varchar(4000);
