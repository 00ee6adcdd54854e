-- The release of an app that is tried with a part of its requests; that release stays 'rolling'.
create table canaries (
  id      uuid primary key references releases (id) on delete cascade,
  app     uuid not null references apps (id) on delete cascade,
  version bigint not null,
  percent integer not null,
  stage   varchar not null,
  constraint canaries_app unique (app)
);
