-- What a build read in its source: app.json as it was (empty without one), and the facts that the
-- twelve-factor check works on. A release that takes an older one's image takes these along.
alter table releases add column app_json varchar not null default '';
alter table releases add column source_facts varchar not null default '';
