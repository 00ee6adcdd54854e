@NullMarked
package paas.platform.drain;

import org.jspecify.annotations.NullMarked;
