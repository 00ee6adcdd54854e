package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** A row of {@code https_settings}. */
@MappedEntity("https_settings")
public record HttpsSettingsRow(
    @Id UUID app, boolean redirect, long hstsSeconds, boolean automatic) {}
