@NullMarked
package paas.platform.push;

import org.jspecify.annotations.NullMarked;
