/** The volumes of apps: {@code /apps/{app}/volumes}. */
@NullMarked
package paas.platform.api.storage;

import org.jspecify.annotations.NullMarked;
