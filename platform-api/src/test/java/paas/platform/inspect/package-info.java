@NullMarked
package paas.platform.inspect;

import org.jspecify.annotations.NullMarked;
