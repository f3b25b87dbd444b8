-- sketches of texts (60 numbers; none if too short), and what those that are nearly the same share
create table version_likeness (
  version_id uuid primary key references document_version (id) on delete cascade,
  sketch varbinary(256) not null
);

create table likeness_band (
  version_id uuid not null references version_likeness (version_id) on delete cascade,
  band bigint not null,
  primary key (band, version_id)
);
create index likeness_band_version on likeness_band (version_id);
