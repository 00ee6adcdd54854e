/**
 * Outgoing requests whose URL a user wrote. Owns where they may go: to public addresses only, the
 * one connected to being the one that was judged, on every redirect. Knows nothing of buildpacks.
 */
@NullMarked
package paas.builder.fetch;

import org.jspecify.annotations.NullMarked;
