-- Where an app's log is sent as it grows. url is ciphertext bound to the row's id, as it may hold
-- credentials. How far it was sent is in the log itself.
create table log_drains (
  id         uuid primary key,
  app        uuid not null references apps (id) on delete cascade,
  url        bytea not null,
  created_at timestamp with time zone not null
);
create index log_drains_app on log_drains (app);
