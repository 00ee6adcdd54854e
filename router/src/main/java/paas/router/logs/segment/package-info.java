/**
 * Files of records that survive a kill at any instant: what an {@link
 * paas.router.logs.segment.Appender} returned for is there whole, what it did not is dropped from
 * the end.
 *
 * <p>A record on disk is {@code length, CRC-32C, payload, length} (see {@link
 * paas.router.logs.segment.RecordWriter}): the first length leads forward, the second backward.
 * Knows bytes and files, not what they mean.
 */
@NullMarked
package paas.router.logs.segment;

import org.jspecify.annotations.NullMarked;
