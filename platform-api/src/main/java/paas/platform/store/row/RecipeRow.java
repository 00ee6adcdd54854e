package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code recipes}. */
@MappedEntity("recipes")
public record RecipeRow(
    @Id UUID app,
    String builder,
    String buildpacks,
    String directory,
    String dockerfile,
    String target,
    String procfile,
    Instant updatedAt,
    String checkMode) {}
