package paas.platform.api.logs;

import paas.platform.api.guard.Caller;
import paas.platform.app.AppId;
import paas.router.logs.LogFilter;

/** What a client wants to read of an app's log, and on whose behalf. */
record LogSession(Caller caller, AppId app, int lines, boolean tail, LogFilter filter) {}
