@NullMarked
package paas.platform.api.runs;

import org.jspecify.annotations.NullMarked;
