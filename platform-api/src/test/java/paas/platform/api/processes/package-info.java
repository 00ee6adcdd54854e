@NullMarked
package paas.platform.api.processes;

import org.jspecify.annotations.NullMarked;
