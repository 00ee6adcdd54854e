-- How long open WebSockets keep an instance that leaves from its SIGTERM.
alter table process_settings add column websocket_grace_ms bigint default 30000 not null;
