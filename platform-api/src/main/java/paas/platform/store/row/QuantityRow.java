package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** A row of {@code quantities}. */
@MappedEntity("quantities")
public record QuantityRow(@Id UUID id, UUID app, String processType, int quantity) {}
