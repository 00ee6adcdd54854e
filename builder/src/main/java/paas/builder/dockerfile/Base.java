package paas.builder.dockerfile;

/**
 * An image that a stage of a Dockerfile starts from.
 *
 * @param image its name
 * @param platform what {@code --platform} says, such as linux/arm64; empty for this machine's own
 */
public record Base(String image, String platform) {}
