-- What an owner says of the health checks of a process type, over those of the release's app.json.
-- checks is JSON: a list of at most one check for each stage, in the words of `paas checks:set`.
create table health_overrides (
  id           uuid primary key,
  app          uuid not null references apps (id) on delete cascade,
  process_type varchar not null,
  enabled      boolean not null,
  checks       varchar not null,
  constraint health_overrides_app_type unique (app, process_type)
);
