/**
 * The TLS table as bytes, on the control socket and on disk (mode 0600: it holds private keys).
 * Knows the records of {@code paas.router.tls} and nothing of who sends them.
 */
@NullMarked
package paas.router.control.tls;

import org.jspecify.annotations.NullMarked;
