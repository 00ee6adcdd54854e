/** The commands about config vars; values are bytes, kept exactly. */
@NullMarked
package paas.cli.config;

import org.jspecify.annotations.NullMarked;
