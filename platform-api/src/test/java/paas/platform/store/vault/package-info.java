/** Tests of the package of the same name. */
@NullMarked
package paas.platform.store.vault;

import org.jspecify.annotations.NullMarked;
