package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** A row of {@code autoscales}. */
@MappedEntity("autoscales")
public record AutoscaleRow(
    @Id UUID id,
    UUID app,
    String processType,
    int minimum,
    int maximum,
    String metric,
    int target,
    long idleMs) {}
