/**
 * The proxy against real sockets on loopback: raw clients on one side, apps made by the tests on
 * the other.
 */
@NullMarked
package paas.router.http.proxy;

import org.jspecify.annotations.NullMarked;
