-- TXT records that the platform put into the DNS, or was about to: kept until they are taken away.
create table challenge_records (
  id          uuid primary key,
  record_name varchar not null,
  digest      varchar not null,
  created_at  timestamp with time zone not null
);
