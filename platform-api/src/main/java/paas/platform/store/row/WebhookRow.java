package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code incoming_webhooks}. */
@MappedEntity("incoming_webhooks")
public record WebhookRow(@Id UUID id, UUID app, byte[] secret, Instant createdAt) {}
