@NullMarked
package paas.runner.docker;

import org.jspecify.annotations.NullMarked;
