/**
 * HTTP/1.1 heads as this router reads and writes them, its own error answers, and its request line.
 *
 * <p>Pure functions over Netty's messages and buffers, no I/O. Invariant: no hop-by-hop field
 * passes in either direction (RFC 9110 section 7.6.1), and the framing that is written is the one
 * that was understood, never a copy of what was received.
 */
@NullMarked
package paas.router.http.message;

import org.jspecify.annotations.NullMarked;
