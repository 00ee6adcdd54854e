/**
 * One-offs and ways into instances over HTTP: asked for by a POST, attached to by a WebSocket whose
 * URL is a secret that works once. What runs was decided, and checked, when it was asked for.
 */
@NullMarked
package paas.platform.api.runs;

import org.jspecify.annotations.NullMarked;
