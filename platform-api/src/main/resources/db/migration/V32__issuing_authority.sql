-- The authority that an automatic certificate is asked of; empty until the first look after this came.
alter table certificate_orders add column directory varchar not null default '';
