@NullMarked
package paas.platform.log;

import org.jspecify.annotations.NullMarked;
