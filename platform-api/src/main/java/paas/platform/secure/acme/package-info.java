/**
 * Certificates that the platform has issued itself, by ACME (RFC 8555): one order at a time, one
 * certificate per hostname, so that no hostname waits for another's DNS.
 */
@NullMarked
package paas.platform.secure.acme;

import org.jspecify.annotations.NullMarked;
