-- The certificate of the platform's own hostname; private_key is ciphertext bound to the row's id.
create table platform_certificates (
  id          uuid primary key,
  hostname    varchar not null,
  chain       varchar not null,
  private_key bytea not null,
  constraint platform_certificates_hostname unique (hostname)
);

-- How far it is, and why not further.
create table platform_orders (
  id         uuid primary key,
  hostname   varchar not null,
  state      varchar not null,
  reason     varchar not null,
  attempts   int not null,
  next_at    timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint platform_orders_hostname unique (hostname)
);
