-- What the kernel holds each process of a type to, as `paas ps:type --ulimit` takes it:
-- NAME=SOFT:HARD, several with commas, or none.
alter table process_settings add column ulimits varchar default 'none' not null;
