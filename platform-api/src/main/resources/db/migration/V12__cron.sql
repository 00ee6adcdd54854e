-- Cron jobs that a person added; those of app.json travel with the releases.
create table cron_jobs (
  id          uuid primary key,
  app         uuid not null references apps (id) on delete cascade,
  name        varchar not null,
  schedule    varchar not null,
  command     varchar not null,
  zone        varchar not null,
  concurrency varchar not null,
  timeout_ms  bigint not null,
  missed      varchar not null,
  size        varchar not null,
  created_at  timestamp with time zone not null,
  constraint cron_jobs_app_name unique (app, name)
);

-- Up to when the due times of a job, whatever it comes from, were dealt with: none of them is dealt
-- with again. timing is the schedule and zone that this is about.
create table cron_states (
  id            uuid primary key,
  app           uuid not null references apps (id) on delete cascade,
  job           varchar not null,
  timing        varchar not null,
  paused        boolean not null,
  handled_until timestamp with time zone not null,
  constraint cron_states_app_job unique (app, job)
);

-- Runs; recorded before they start. due_at is null where a person asked, ended_at until it ended,
-- exit_code where there is none. run_number counts per app.
create table cron_runs (
  id         uuid primary key,
  app        uuid not null references apps (id) on delete cascade,
  job        varchar not null,
  run_number bigint not null,
  due_at     timestamp with time zone,
  timeout_ms bigint not null,
  state      varchar not null,
  exit_code  integer,
  why        varchar not null,
  started_at timestamp with time zone not null,
  ended_at   timestamp with time zone,
  constraint cron_runs_app_number unique (app, run_number)
);

-- The end of what a run printed.
create table cron_outputs (
  run    uuid primary key references cron_runs (id) on delete cascade,
  output varchar not null
);

-- The number of the app's last run.
alter table apps add column cron_runs bigint default 0 not null;
