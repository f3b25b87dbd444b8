-- names are kept in lower case: one person, one name
create table account (
  id uuid primary key,
  name varchar(100) not null unique,
  display_name varchar(200) not null,
  role varchar(20) not null,
  password_hash varchar(300),
  disabled_at timestamp with time zone,
  created_at timestamp with time zone not null
);

create table account_group (
  id uuid primary key,
  name varchar(100) not null unique,
  created_at timestamp with time zone not null
);

create table account_group_member (
  group_id uuid not null references account_group (id) on delete cascade,
  account_id uuid not null references account (id) on delete cascade,
  primary key (group_id, account_id)
);
create index account_group_member_account on account_group_member (account_id);

-- only the SHA-256 of a token is kept: it is random enough to need no slow hash
create table api_token (
  id uuid primary key,
  account_id uuid not null references account (id) on delete cascade,
  name varchar(100) not null,
  secret_hash varchar(64) not null unique,
  shown_prefix varchar(20) not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone
);
create index api_token_account on api_token (account_id);

create table account_session (
  id uuid primary key,
  account_id uuid not null references account (id) on delete cascade,
  secret_hash varchar(64) not null unique,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  address varchar(64) not null,
  client varchar(300) not null
);
create index account_session_account on account_session (account_id);

create table setup_link (
  secret_hash varchar(64) primary key,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null
);
