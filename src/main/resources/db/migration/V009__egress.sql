-- what left, by host; counts are kept as they come and may lose the last ones in a power cut
create table egress_host (
  origin varchar(500) primary key,
  requests bigint not null,
  bytes_out bigint not null,
  bytes_in bigint not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null
);

create table egress_blocked (
  origin varchar(500) not null,
  reason varchar(500) not null,
  attempts bigint not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  primary key (origin, reason)
);
