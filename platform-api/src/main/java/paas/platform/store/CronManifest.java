package paas.platform.store;

import java.time.Instant;
import paas.platform.app.AppId;

/** The {@code app.json} of the release that serves, and since when it does. */
public record CronManifest(AppId app, String appJson, Instant since) {}
