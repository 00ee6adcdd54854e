-- When a release reached each status after it was recorded: how long its phases took.
create table release_steps (
  id         uuid primary key,
  release_id uuid not null references releases (id) on delete cascade,
  status     varchar not null,
  reached_at timestamp with time zone not null
);
create index release_steps_release on release_steps (release_id);
