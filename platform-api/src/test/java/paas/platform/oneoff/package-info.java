@NullMarked
package paas.platform.oneoff;

import org.jspecify.annotations.NullMarked;
