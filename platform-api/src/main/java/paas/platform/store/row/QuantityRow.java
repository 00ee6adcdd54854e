package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/**
 * A row of {@code quantities}.
 *
 * @param quantity how many instances are wanted now
 * @param chosen how many a person last asked for, whatever autoscaling made of it
 */
@MappedEntity("quantities")
public record QuantityRow(@Id UUID id, UUID app, String processType, int quantity, int chosen) {
  public static QuantityRow of(UUID app, String processType, int quantity) {
    return new QuantityRow(UUID.randomUUID(), app, processType, quantity, quantity);
  }
}
