-- What an app is synced from, and the syncs in line, are the app's: they stay when the user goes who
-- named it, with no user then. The columns are made anew, as H2 and PostgreSQL name a constraint
-- that has no name differently.
alter table git_sources add column setter uuid references users (id) on delete set null;
update git_sources set setter = user_id;
alter table git_sources drop column user_id;
alter table git_sources rename column setter to user_id;

alter table queued_builds add column setter uuid references users (id) on delete set null;
update queued_builds set setter = user_id;
alter table queued_builds drop column user_id;
alter table queued_builds rename column setter to user_id;
