/**
 * Requests to addresses that users name: archives, foreign repositories, log drains. Invariant:
 * nothing goes out but through the builder's {@code fetch}, which judges the very address that it
 * connects to. Knows nothing of apps.
 */
@NullMarked
package paas.platform.outbound;

import org.jspecify.annotations.NullMarked;
