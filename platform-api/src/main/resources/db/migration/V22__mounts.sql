-- Paths of an app's domain that another app answers.
create table mounts (
  id         uuid primary key,
  domain     uuid not null references domains (id) on delete cascade,
  app        uuid not null references apps (id) on delete cascade,
  hostname   varchar not null,
  path       varchar not null,
  target     uuid not null references apps (id) on delete cascade,
  created_at timestamp with time zone not null,
  constraint mounts_domain_path unique (domain, path)
);
create index mounts_app on mounts (app);
create index mounts_target on mounts (target);
