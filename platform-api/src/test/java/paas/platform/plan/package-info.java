@NullMarked
package paas.platform.plan;

import org.jspecify.annotations.NullMarked;
