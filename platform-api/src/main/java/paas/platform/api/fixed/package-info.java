/** Resources that clients of the dialect ask for and that are always the same, or empty, here. */
@NullMarked
package paas.platform.api.fixed;

import org.jspecify.annotations.NullMarked;
