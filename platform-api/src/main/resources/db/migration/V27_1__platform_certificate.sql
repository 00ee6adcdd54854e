-- The certificate of the platform's own hostname, one row; private_key is ciphertext bound to the row's id.
create table platform_certificates (
  id          uuid primary key,
  hostname    varchar not null unique,
  chain       varchar not null,
  private_key bytea not null
);

-- How far it is with an authority, and why not further, one row.
create table platform_orders (
  id         uuid primary key,
  hostname   varchar not null unique,
  directory  varchar not null,
  state      varchar not null,
  reason     varchar not null,
  attempts   int not null,
  next_at    timestamp with time zone not null,
  updated_at timestamp with time zone not null
);
