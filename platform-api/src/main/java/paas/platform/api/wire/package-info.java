/** The wire form: JSON in, leniently; JSON out, strictly; and the headers of every exchange. */
@NullMarked
package paas.platform.api.wire;

import org.jspecify.annotations.NullMarked;
