@NullMarked
package paas.platform.check;

import org.jspecify.annotations.NullMarked;
