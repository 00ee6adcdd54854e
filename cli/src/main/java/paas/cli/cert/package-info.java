/** {@code paas certs} and {@code paas https}: TLS certificates of an app. */
@NullMarked
package paas.cli.cert;

import org.jspecify.annotations.NullMarked;
