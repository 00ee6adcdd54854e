-- One schema for H2 (MODE=PostgreSQL) and PostgreSQL. Lengths are checked where values are parsed;
-- the constraints here are those that concurrent writers need.

create table users (
  id         uuid primary key,
  email      varchar not null,
  admin      boolean not null,
  created_at timestamp with time zone not null,
  constraint users_email unique (email)
);

-- A token is stored only as its SHA-256.
create table tokens (
  id          uuid primary key,
  user_id     uuid not null references users (id) on delete cascade,
  hash        varchar not null,
  description varchar not null,
  created_at  timestamp with time zone not null,
  expires_at  timestamp with time zone,
  constraint tokens_hash unique (hash)
);
create index tokens_user on tokens (user_id);

create table apps (
  id                    uuid primary key,
  name                  varchar not null,
  owner                 uuid not null references users (id),
  maintenance           boolean not null,
  deploy_branch         varchar not null,
  boot_timeout_ms       bigint not null,
  first_byte_timeout_ms bigint not null,
  created_at            timestamp with time zone not null,
  updated_at            timestamp with time zone not null,
  constraint apps_name unique (name)
);
create index apps_owner on apps (owner);

create table collaborators (
  id       uuid primary key,
  app      uuid not null references apps (id) on delete cascade,
  user_id  uuid not null references users (id) on delete cascade,
  added_at timestamp with time zone not null,
  constraint collaborators_app_user unique (app, user_id)
);
create index collaborators_user on collaborators (user_id);

create table domains (
  id         uuid primary key,
  app        uuid not null references apps (id) on delete cascade,
  hostname   varchar not null,
  created_at timestamp with time zone not null,
  constraint domains_hostname unique (hostname)
);
create index domains_app on domains (app);

-- image is empty until the app's first build; launcher and processes are JSON; config is
-- ciphertext bound to the release's id.
create table releases (
  id            uuid primary key,
  app           uuid not null references apps (id) on delete cascade,
  version       bigint not null,
  image         varchar not null,
  launcher      varchar not null,
  processes     varchar not null,
  builder       varchar not null,
  source_commit varchar not null,
  config        bytea not null,
  description   varchar not null,
  made_by       varchar not null,
  status        varchar not null check (status in ('recorded', 'preparing', 'rolling', 'succeeded', 'failed')),
  failure       varchar not null,
  created_at    timestamp with time zone not null,
  updated_at    timestamp with time zone not null,
  constraint releases_app_version unique (app, version)
);
create index releases_status on releases (status);

create table quantities (
  id           uuid primary key,
  app          uuid not null references apps (id) on delete cascade,
  process_type varchar not null,
  quantity     integer not null check (quantity >= 0),
  constraint quantities_app_type unique (app, process_type)
);

-- Only slots that were ever stopped or restarted by a person.
create table slots (
  id           uuid primary key,
  app          uuid not null references apps (id) on delete cascade,
  process_type varchar not null,
  ordinal      integer not null check (ordinal >= 1),
  stopped      boolean not null,
  epoch        bigint not null,
  constraint slots_app_type_ordinal unique (app, process_type, ordinal)
);

-- release_version is 0 and failure empty where there is none.
create table builds (
  id              uuid primary key,
  app             uuid not null references apps (id) on delete cascade,
  source_commit   varchar not null,
  made_by         varchar not null,
  status          varchar not null check (status in ('pending', 'succeeded', 'failed')),
  release_version bigint not null,
  failure         varchar not null,
  created_at      timestamp with time zone not null,
  updated_at      timestamp with time zone not null
);
create index builds_app on builds (app, created_at);
create index builds_status on builds (status);

-- One row, sealed with the config key when the database was new: tells a wrong key at start.
create table key_check (
  id     integer primary key check (id = 1),
  sealed bytea not null
);
