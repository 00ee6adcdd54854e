package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** A row of {@code slots}. */
@MappedEntity("slots")
public record SlotRow(
    @Id UUID id, UUID app, String processType, int ordinal, boolean stopped, long epoch) {}
