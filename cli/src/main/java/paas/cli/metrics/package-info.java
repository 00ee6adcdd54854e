/** The command about an app's requests in figures. */
@NullMarked
package paas.cli.metrics;

import org.jspecify.annotations.NullMarked;
