-- The process type of the target that answers the path.
alter table mounts add column process_type varchar default 'web' not null;
