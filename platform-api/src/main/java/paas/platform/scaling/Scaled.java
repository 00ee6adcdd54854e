package paas.platform.scaling;

import paas.platform.app.AppId;
import paas.platform.release.ProcessType;

/** A process type of an app. */
record Scaled(AppId app, ProcessType type) {}
