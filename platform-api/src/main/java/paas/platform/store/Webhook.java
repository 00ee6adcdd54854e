package paas.platform.store;

import java.time.Instant;
import java.util.UUID;
import paas.platform.app.AppId;

/** An app's incoming webhook; its id is part of its URL, its secret is asked for alone. */
public record Webhook(UUID id, AppId app, Instant createdAt) {}
