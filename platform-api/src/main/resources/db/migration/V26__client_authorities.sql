-- Which apps ask their clients for a certificate, and of whose (PEM). Without required a client may have none.
create table client_authorities (
  app         uuid primary key references apps (id) on delete cascade,
  required    boolean not null,
  authorities varchar not null,
  updated_at  timestamp with time zone not null
);
