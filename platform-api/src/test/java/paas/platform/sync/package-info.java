@NullMarked
package paas.platform.sync;

import org.jspecify.annotations.NullMarked;
