-- What a person, or the app's first release, last set; quantity follows the load where that is wished.
alter table quantities add column chosen integer not null default 1;
update quantities set chosen = quantity;
