/**
 * What can go wrong, by who must act: the caller ({@code Rejected}), the surroundings ({@code
 * Unavailable}), or us (anything else). Imports nothing of ours.
 */
@NullMarked
package paas.platform.fault;

import org.jspecify.annotations.NullMarked;
