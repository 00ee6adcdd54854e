@NullMarked
package paas.platform.api;

import org.jspecify.annotations.NullMarked;
