package paas.platform.autoscale;

import java.time.Instant;
import java.util.Optional;

/**
 * What the router knows of an app.
 *
 * @param window empty until a whole window was seen
 * @param lastAt when the last request ended that was seen
 * @param open whether a request or WebSocket is under way
 */
public record Traffic(Optional<Requests> window, Optional<Instant> lastAt, boolean open) {}
