@NullMarked
package paas.platform.api.guard;

import org.jspecify.annotations.NullMarked;
