/**
 * Lets callers in: who is it, what are they to the app that the URL names, and may they. One filter
 * does it for every route, by the permission that the route declares; a route without one is shut.
 */
@NullMarked
package paas.platform.api.guard;

import org.jspecify.annotations.NullMarked;
