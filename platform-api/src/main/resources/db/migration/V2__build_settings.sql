-- How an app's owner asks to have it built; no row: all of it is found out from the source. builder
-- is auto, dockerfile, buildpacks or cnb:IMAGE; buildpacks is JSON, in order; '' is the usual one.
create table recipes (
  app        uuid primary key references apps (id) on delete cascade,
  builder    varchar not null,
  buildpacks varchar not null,
  directory  varchar not null,
  dockerfile varchar not null,
  target     varchar not null,
  procfile   varchar not null,
  updated_at timestamp with time zone not null
);

-- By what means a build made its image: empty before, and where it made none. buildpacks is JSON.
alter table builds add column builder varchar default '' not null;
alter table builds add column buildpacks varchar default '[]' not null;
alter table builds add column memory varchar default '' not null;

-- A collected release stays listed, but its image may be gone.
alter table releases add column collected boolean default false not null;
create index releases_image on releases (image);
