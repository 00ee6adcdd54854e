/**
 * Streams that clients open by a link: an app's log, and a build's output. Each ends when the token
 * that asked for it is revoked, or its user loses the app.
 */
@NullMarked
package paas.platform.api.logs;

import org.jspecify.annotations.NullMarked;
