@NullMarked
package paas.platform.health;

import org.jspecify.annotations.NullMarked;
