-- What an owner set of the router for an app, by its word, as text that is parsed where it is read;
-- of basic-auth only the user, a salt and a hash.
create table edge_settings (
  id      uuid primary key,
  app     uuid not null references apps (id) on delete cascade,
  word    varchar not null,
  content varchar not null,
  constraint edge_settings_app_word unique (app, word)
);

-- An app's own pages for answers of the router; code is a status or one of Heroku's codes.
create table edge_pages (
  id      uuid primary key,
  app     uuid not null references apps (id) on delete cascade,
  code    varchar not null,
  form    varchar not null check (form in ('HTML', 'JSON')),
  content varchar not null,
  constraint edge_pages_app_code_form unique (app, code, form)
);
