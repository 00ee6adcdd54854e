-- How a process type is scaled by its load. metric is empty where only sleep is set; idle_ms is 0
-- for what never sleeps.
create table autoscales (
  id           uuid primary key,
  app          uuid not null references apps (id) on delete cascade,
  process_type varchar not null,
  minimum      integer not null,
  maximum      integer not null,
  metric       varchar not null,
  target       integer not null,
  idle_ms      bigint not null,
  constraint autoscales_app_type unique (app, process_type)
);
