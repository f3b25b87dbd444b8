-- what a source looks at, in the fields of its kind, and where its last look left off
alter table source add column kind varchar(20) default 'folder' not null;
alter table source add column place varchar(8000);
update source set place = cast(
  json_object('folder': folder, 'subfolders': subfolders, 'afterwards': afterwards)
  as varchar(8000));
alter table source alter column place set not null;
alter table source alter column kind drop default;
alter table source add column left_off varchar(4000);
alter table source drop column folder;
alter table source drop column subfolders;
alter table source drop column afterwards;

-- what tells the content of a file that was looked at from others; null: to be tried again
alter table source_file add column mark varchar(200);
update source_file
  set mark = bytes || ' ' || cast(extract(epoch from modified_at) * 1000000 as bigint)
  where bytes >= 0;
alter table source_file drop column bytes;
alter table source_file drop column modified_at;
