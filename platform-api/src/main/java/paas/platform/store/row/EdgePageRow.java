package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** A row of {@code edge_pages}. */
@MappedEntity("edge_pages")
public record EdgePageRow(@Id UUID id, UUID app, String code, String form, String content) {}
