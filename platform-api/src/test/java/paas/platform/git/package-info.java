@NullMarked
package paas.platform.git;

import org.jspecify.annotations.NullMarked;
