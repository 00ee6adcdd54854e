package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** A row of {@code edge_settings}. */
@MappedEntity("edge_settings")
public record EdgeSettingRow(@Id UUID id, UUID app, String word, String content) {}
