@NullMarked
package paas.platform.metrics;

import org.jspecify.annotations.NullMarked;
