package paas.builder;

import java.nio.file.Path;

/**
 * An image that was made elsewhere and sent here, to be an app's.
 *
 * @param archive as {@code docker save} writes it; it stays
 * @param procfile says its processes, beside the image's own command as web
 */
public record Sent(String buildId, AppKey app, Path archive, String procfile, BuildLimits limits) {}
