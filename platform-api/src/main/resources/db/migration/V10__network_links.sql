-- That the instances of two apps reach each other. The smaller id (as text) stands first.
create table network_links (
  id        uuid primary key,
  app       uuid not null references apps (id) on delete cascade,
  peer      uuid not null references apps (id) on delete cascade,
  linked_at timestamp with time zone not null,
  constraint network_links_apps unique (app, peer)
);
create index network_links_peer on network_links (peer);
