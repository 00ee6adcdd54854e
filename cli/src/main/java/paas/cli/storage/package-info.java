/** The volumes of apps: what they keep from one instance to the next. */
@NullMarked
package paas.cli.storage;

import org.jspecify.annotations.NullMarked;
