alter table apps add column later varchar;
