/** The commands about domains. */
@NullMarked
package paas.cli.domain;

import org.jspecify.annotations.NullMarked;
