/** Config vars: bytes that no shell ever sees and no log ever prints. */
@NullMarked
package paas.platform.config;

import org.jspecify.annotations.NullMarked;
