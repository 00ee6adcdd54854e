@NullMarked
package paas.platform.release;

import org.jspecify.annotations.NullMarked;
