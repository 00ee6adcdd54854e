@NullMarked
package paas.platform.build;

import org.jspecify.annotations.NullMarked;
