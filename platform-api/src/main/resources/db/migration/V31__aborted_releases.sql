-- Whether a failed release was a canary that somebody ended; before, only the beginning of its reason told.
alter table releases add column aborted boolean not null default false;
update releases set aborted = true, failure = 'its' || substr(failure, 4)
  where status = 'failed' and failure like 'Its canary was aborted by user %';
