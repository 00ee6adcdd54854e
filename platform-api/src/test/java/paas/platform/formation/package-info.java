@NullMarked
package paas.platform.formation;

import org.jspecify.annotations.NullMarked;
