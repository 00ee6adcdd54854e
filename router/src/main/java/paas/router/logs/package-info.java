/**
 * The log router: one stream of lines per app, kept on disk, read backwards, and followed live.
 *
 * <p>Invariant: what {@link LogRouter#append} returned for survives a kill of the process, exactly
 * once, in the order of the calls; the lines of one call and its origin's position are one record,
 * there as a whole or not at all. After a power failure the stream may end earlier (records are
 * forced to disk when their segment is full), but lines and positions end at the same place, so
 * that an origin which still holds its output is read on without a hole.
 *
 * <p>On disk: {@code <dir>/<stream>/<number>.log}, see {@link paas.router.logs.segment} for the
 * record files and {@link Records} for what is in a record. Each file opens with a snapshot of the
 * positions, so that opening a stream reads only its newest file.
 *
 * <p>Neighbours: platform-api appends (captured output, router lines, events) and serves tails and
 * drains; this package knows lines and streams, and nothing of apps, containers or HTTP.
 */
@NullMarked
package paas.router.logs;

import org.jspecify.annotations.NullMarked;
