@NullMarked
package paas.platform.deploy;

import org.jspecify.annotations.NullMarked;
