-- Certificates of apps; private_key is ciphertext bound to the row's id. Those of a certificate
-- authority that the platform asked itself are automatic, and named after their hostname.
create table certificates (
  id          uuid primary key,
  app         uuid not null references apps (id) on delete cascade,
  name        varchar not null,
  automatic   boolean not null,
  chain       varchar not null,
  private_key bytea not null,
  created_at  timestamp with time zone not null,
  updated_at  timestamp with time zone not null,
  constraint certificates_app_name unique (app, name)
);

-- What an app asks of clients once a hostname has a certificate; hsts_seconds 0 says nothing.
create table https_settings (
  app          uuid primary key references apps (id) on delete cascade,
  redirect     boolean not null,
  hsts_seconds bigint not null check (hsts_seconds >= 0),
  automatic    boolean not null
);

-- How far the automatic certificate of a hostname is, and why not further.
create table certificate_orders (
  id         uuid primary key,
  app        uuid not null references apps (id) on delete cascade,
  hostname   varchar not null,
  state      varchar not null,
  reason     varchar not null,
  attempts   int not null,
  next_at    timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint certificate_orders_app_hostname unique (app, hostname)
);

-- The platform's account at a certificate authority; private_key is ciphertext bound to the row's id.
create table acme_accounts (
  id          uuid primary key,
  directory   varchar not null,
  private_key bytea not null,
  created_at  timestamp with time zone not null,
  constraint acme_accounts_directory unique (directory)
);
