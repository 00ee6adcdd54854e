-- What a pending build is to be made from, so that it is run after a restart too. Which columns
-- count depends on the kind; the others are empty. A row whose build has ended means nothing.
create table queued_builds (
  id         uuid primary key references builds (id) on delete cascade,
  kind       varchar not null check (kind in ('upload', 'archive', 'image-upload', 'image', 'sync')),
  location   varchar not null,
  reference  varchar not null,
  checksum   varchar not null,
  buildpacks varchar not null,
  procfile   varchar not null,
  trusted    boolean not null,
  user_id    uuid references users (id) on delete cascade
);

-- The foreign repository that an app is synced from; its credentials are those of user_id.
create table git_sources (
  app        uuid primary key references apps (id) on delete cascade,
  url        varchar not null,
  reference  varchar not null,
  user_id    uuid not null references users (id) on delete cascade,
  updated_at timestamp with time zone not null
);

-- secret is ciphertext bound to the row's id.
create table git_credentials (
  id         uuid primary key,
  user_id    uuid not null references users (id) on delete cascade,
  host       varchar not null,
  username   varchar not null,
  secret     bytea not null,
  created_at timestamp with time zone not null,
  constraint git_credentials_user_host unique (user_id, host)
);

-- A webhook by which a foreign host tells of pushes; id is in its URL, secret is ciphertext.
create table incoming_webhooks (
  id         uuid primary key,
  app        uuid not null references apps (id) on delete cascade,
  secret     bytea not null,
  created_at timestamp with time zone not null,
  constraint incoming_webhooks_app unique (app)
);

-- The signatures of deliveries that were acted on, so that none is acted on twice.
create table webhook_deliveries (
  id        uuid primary key,
  webhook   uuid not null references incoming_webhooks (id) on delete cascade,
  signature varchar not null,
  seen_at   timestamp with time zone not null,
  constraint webhook_deliveries_signature unique (webhook, signature)
);
