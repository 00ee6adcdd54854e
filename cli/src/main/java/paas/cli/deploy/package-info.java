/** {@code paas deploy}: source code and images on their way to the platform without git. */
@NullMarked
package paas.cli.deploy;

import org.jspecify.annotations.NullMarked;
