@NullMarked
package paas.platform.recipe;

import org.jspecify.annotations.NullMarked;
