@NullMarked
package paas.platform;

import org.jspecify.annotations.NullMarked;
