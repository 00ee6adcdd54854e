package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code network_links}. */
@MappedEntity("network_links")
public record NetworkLinkRow(@Id UUID id, UUID app, UUID peer, Instant linkedAt) {}
