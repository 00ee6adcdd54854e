/** Tests of the package of the same name. */
@NullMarked
package paas.platform.store.database;

import org.jspecify.annotations.NullMarked;
