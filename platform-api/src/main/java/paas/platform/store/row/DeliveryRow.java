package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code webhook_deliveries}. */
@MappedEntity("webhook_deliveries")
public record DeliveryRow(@Id UUID id, UUID webhook, String signature, Instant seenAt) {}
