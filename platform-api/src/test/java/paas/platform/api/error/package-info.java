@NullMarked
package paas.platform.api.error;

import org.jspecify.annotations.NullMarked;
