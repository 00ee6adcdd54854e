@NullMarked
package paas.platform.outbound;

import org.jspecify.annotations.NullMarked;
