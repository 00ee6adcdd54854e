package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** A row of {@code process_settings}. */
@MappedEntity("process_settings")
public record ProcessSettingsRow(
    @Id UUID id,
    UUID app,
    String processType,
    String size,
    long graceMs,
    long websocketGraceMs,
    int surge,
    String runAs,
    boolean readOnly,
    String tmpfs,
    String ulimits) {}
