@NullMarked
package paas.platform.scaling;

import org.jspecify.annotations.NullMarked;
