/**
 * What the router's request lines add up to, per app and route, minute by minute for the last hour.
 * Told by {@code log} of every line once, after it was read for all who count. Everything is in
 * memory and bounded: per app by {@link paas.platform.metrics.AppTraffic#ROUTES}, in all by {@link
 * paas.platform.metrics.TrafficHistory#MAX_BYTES}; it begins anew with paasd. An app that nobody
 * asks for costs nothing.
 */
@NullMarked
package paas.platform.metrics;

import org.jspecify.annotations.NullMarked;
