/**
 * JSON as immutable values, with a strict bounded reader and a writer that escapes everything
 * unsafe.
 */
@NullMarked
package paas.cli.json;

import org.jspecify.annotations.NullMarked;
