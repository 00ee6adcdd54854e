@NullMarked
package paas.platform.autoscale;

import org.jspecify.annotations.NullMarked;
