-- of what was sent to a host, what went to one outside the house
alter table egress_host add column bytes_left bigint default 0 not null;

-- what was sent before is taken to have left unless it stayed on this machine
update egress_host set bytes_left = bytes_out
where origin not like '%://localhost:%' and origin not like '%://127.%'
  and origin not like '%://[::1]:%';
