-- Whether the twelve-factor check refuses a push: report or strict.
alter table recipes add column check_mode varchar default 'report' not null;

-- '' or, from the success of an app's first live release on: owed, begun. Emptied when the script
-- has ended, or was reported as cut off.
alter table releases add column postdeploy varchar default '' not null;

-- What the image says of itself: the ports that it EXPOSEs (8080/tcp, blanks between) and its
-- HEALTHCHECK as JSON; empty where it says nothing.
alter table builds add column exposed varchar default '' not null;
alter table builds add column health_check varchar default '' not null;
