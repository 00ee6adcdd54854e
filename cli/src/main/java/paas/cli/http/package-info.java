/**
 * A small blocking HTTP/1.1 client on plain sockets: java.net.http costs 250 to 400 ms at start-up
 * (measured).
 */
@NullMarked
package paas.cli.http;

import org.jspecify.annotations.NullMarked;
