@NullMarked
package paas.platform.collect;

import org.jspecify.annotations.NullMarked;
