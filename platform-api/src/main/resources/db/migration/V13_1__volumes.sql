-- Volumes. One without an app is being made, or is to be removed with its file: a destroyed app
-- leaves its volumes so, and whoever finds them removes the files first and the rows then.
-- mount_path is empty where it is not mounted, process_type where all types have it.
create table volumes (
  id           uuid primary key,
  app          uuid references apps (id) on delete set null,
  name         varchar not null,
  size_mb      bigint not null check (size_mb > 0),
  mount_path   varchar not null,
  process_type varchar not null,
  read_only    boolean not null,
  created_at   timestamp with time zone not null,
  constraint volumes_app_name unique (app, name)
);
