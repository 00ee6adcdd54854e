@NullMarked
package paas.platform.api.logs;

import org.jspecify.annotations.NullMarked;
