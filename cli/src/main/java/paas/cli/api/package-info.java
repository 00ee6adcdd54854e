/**
 * The platform's HTTP API as the commands use it: authentication, errors, ranges, and following a
 * roll-out.
 */
@NullMarked
package paas.cli.api;

import org.jspecify.annotations.NullMarked;
