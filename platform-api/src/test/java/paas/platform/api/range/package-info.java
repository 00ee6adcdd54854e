@NullMarked
package paas.platform.api.range;

import org.jspecify.annotations.NullMarked;
