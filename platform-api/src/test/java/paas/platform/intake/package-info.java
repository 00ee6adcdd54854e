@NullMarked
package paas.platform.intake;

import org.jspecify.annotations.NullMarked;
