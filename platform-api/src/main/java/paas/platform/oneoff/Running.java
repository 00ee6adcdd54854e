package paas.platform.oneoff;

import java.time.Instant;
import java.util.UUID;
import paas.platform.formation.Size;
import paas.platform.release.ReleaseVersion;

/**
 * A one-off that runs, or is about to, as people see it. {@code state} is starting, up or complete.
 */
public record Running(
    UUID id,
    String name,
    String state,
    ReleaseVersion release,
    String command,
    Size size,
    Instant since) {}
