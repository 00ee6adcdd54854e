-- As whom the instances of a process type run, and what of their file system they may write to.
-- tmpfs is as `paas ps:set` takes it: PATH:SIZE, several with commas, or none.
alter table process_settings add column run_as varchar default 'auto' not null;
alter table process_settings add column read_only boolean default false not null;
alter table process_settings add column tmpfs varchar default 'none' not null;
