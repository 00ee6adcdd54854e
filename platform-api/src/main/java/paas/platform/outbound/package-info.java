/**
 * Requests to addresses that users name: archives, foreign repositories. Invariant: nothing
 * connects to an address that was not judged, whatever names resolve to a moment later and wherever
 * a server redirects to. Knows nothing of apps.
 */
@NullMarked
package paas.platform.outbound;

import org.jspecify.annotations.NullMarked;
