-- What an owner set on a process type; a type without a row has the platform's defaults.
-- A surge of 0 lets the memory decide.
create table process_settings (
  id           uuid primary key,
  app          uuid not null references apps (id) on delete cascade,
  process_type varchar not null,
  size         varchar not null,
  grace_ms     bigint not null,
  surge        integer not null check (surge >= 0),
  constraint process_settings_app_type unique (app, process_type)
);
